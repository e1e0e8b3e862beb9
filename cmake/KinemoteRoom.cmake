# kinemote_room(NAME [SHARED] [LINKS lib…] [PRIVATE_LINKS lib…])
#
# One library of our own from every .cpp of the calling folder. Rooms link the rooms they may
# include with LINKS; outside libraries go to PRIVATE_LINKS, so that their headers stay inside.
add_library(kinemote_flags INTERFACE)
target_include_directories(kinemote_flags INTERFACE ${PROJECT_SOURCE_DIR}/src)
target_compile_options(kinemote_flags INTERFACE -Wall -Wextra -Wshadow -Wpedantic
                       $<$<BOOL:${KINEMOTE_WERROR}>:-Werror>)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  # GCC 12 sees overlaps in `"text" + std::string` that are none (GCC bug 105651).
  target_compile_options(kinemote_flags INTERFACE -Wno-restrict)
endif()
if(KINEMOTE_SANITIZE)
  target_compile_options(kinemote_flags INTERFACE -fsanitize=address,undefined
                         -fno-sanitize-recover=undefined -fno-omit-frame-pointer)
  target_link_options(kinemote_flags INTERFACE -fsanitize=address,undefined)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    # With sanitizers GCC 12 sees uninitialised members inside std::regex (GCC bug 105562).
    target_compile_options(kinemote_flags INTERFACE -Wno-maybe-uninitialized)
  endif()
endif()

function(kinemote_room NAME)
  cmake_parse_arguments(ROOM "SHARED" "" "LINKS;PRIVATE_LINKS" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
  if(ROOM_SHARED)
    add_library(${NAME} SHARED ${sources})
  else()
    add_library(${NAME} STATIC ${sources})
  endif()
  target_link_libraries(${NAME} PUBLIC kinemote_flags ${ROOM_LINKS} PRIVATE ${ROOM_PRIVATE_LINKS})
endfunction()

# kinemote_test(NAME [LINKS lib…]): one test program from every *_test.cpp of the calling folder.
function(kinemote_test NAME)
  cmake_parse_arguments(TEST "" "TIMEOUT" "LINKS;LABELS" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*_test.cpp)
  add_executable(${NAME} ${sources})
  target_include_directories(${NAME} PRIVATE ${PROJECT_SOURCE_DIR}/tests)
  target_link_libraries(${NAME} PRIVATE kinemote_flags ${TEST_LINKS} GTest::gmock_main)
  target_compile_definitions(${NAME} PRIVATE KINEMOTE_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  if(NOT TEST_TIMEOUT)
    set(TEST_TIMEOUT 600)
  endif()
  gtest_discover_tests(${NAME} DISCOVERY_TIMEOUT 120
                       PROPERTIES TIMEOUT ${TEST_TIMEOUT} ENVIRONMENT KINEMOTE_NO_CACHE=1
                                  LABELS "${TEST_LABELS}")
endfunction()

# kinemote_bench(NAME [LINKS lib…]): one benchmark program from NAME.cpp, smoke-tested by CTest.
function(kinemote_bench NAME)
  cmake_parse_arguments(BENCH "" "" "LINKS" ${ARGN})
  add_executable(${NAME} ${CMAKE_CURRENT_SOURCE_DIR}/${NAME}.cpp)
  target_include_directories(${NAME} PRIVATE ${PROJECT_SOURCE_DIR}/bench)
  target_link_libraries(${NAME} PRIVATE kinemote_flags ${BENCH_LINKS})
  target_compile_definitions(${NAME} PRIVATE KINEMOTE_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
endfunction()
