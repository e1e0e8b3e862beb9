// How memory that the studio no longer uses goes back to the system. Both functions concern the
// whole process, and do nothing without glibc.
#pragma once

namespace kinemote::app {

/// From now on every block of 256 KiB or more (pictures of the views, tensors, tables of distances)
/// is mapped by itself and goes back to the system when it is freed. Left to itself, glibc raises
/// that limit to the size of whatever large block was freed last, up to 32 MiB (mallopt(3),
/// M_MMAP_THRESHOLD), and takes later ones from the heap, where smaller blocks come to lie between
/// them: a window whose views change their sizes then grew by tens of megabytes an hour that
/// nothing used. Call before anything large is allocated.
void keep_large_blocks_apart();

/// Gives the free pages between small blocks back, too: software OpenGL compiles a shader anew for
/// every new combination of states, and leaves as many behind. Cost: 0.3 to 0.5 ms with 150 MB
/// in use; other threads that allocate wait for it.
void give_back_free_pages();

}  // namespace kinemote::app
