namespace kinemote {}
