/* A file of the source tree inside the binary, byte for byte: EMBED(demo_readme, "clients/cli/demo/1-readme.md")
 * defines demo_readme[], terminated by a NUL, and demo_readme_end, the address of that NUL. The path is relative to the
 * top folder, where make runs; the Makefile makes objects depend on what they embed. gcc and clang, ELF and Mach-O. */
#ifndef PROSED_EMBED_H
#define PROSED_EMBED_H

#ifdef __APPLE__
#define EMBED_SECTION ".const_data"
#define EMBED_PREFIX  "_"
#define EMBED_END     ".text"
#else
#define EMBED_SECTION ".pushsection .rodata.embedded, \"a\""
#define EMBED_PREFIX
#define EMBED_END ".popsection"
#endif

#define EMBED(symbol, path)                                                                                            \
    __asm__(EMBED_SECTION "\n" EMBED_PREFIX #symbol ":\n.incbin \"" path "\"\n" EMBED_PREFIX #symbol                   \
                          "_end:\n.byte 0\n" EMBED_END "\n");                                                          \
    extern const char symbol[] __attribute__((visibility("hidden")));                                                  \
    extern const char symbol##_end[] __attribute__((visibility("hidden")))

#endif
