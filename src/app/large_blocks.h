// How the studio's memory goes back to the system.
#pragma once

namespace kinemote::app {

/// From now on every block of 256 KiB or more (pictures of the views, tensors, tables of distances)
/// is mapped by itself and goes back to the system when it is freed. Left to itself, glibc raises
/// that limit to the size of whatever large block was freed last, up to 32 MiB (mallopt(3),
/// M_MMAP_THRESHOLD), and takes later ones from the heap, where smaller blocks come to lie between
/// them: a window whose views change their sizes then grew by tens of megabytes an hour that nothing
/// used. For the whole process; call before anything large is allocated. Without glibc: nothing.
void keep_large_blocks_apart();

}  // namespace kinemote::app
