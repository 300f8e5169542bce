/* A file of the source tree inside the binary: EMBED(template_infer, "prompts/infer.txt") defines
 * `extern const char template_infer[]` (terminated by a NUL) and `template_infer_end`. Paths are from the top of the tree,
 * where the build runs; the Makefile makes objects depend on what they embed. */
#ifndef PROSED_EMBED_H
#define PROSED_EMBED_H

#define EMBED(symbol, path)                                                                                            \
    __asm__(".section .rodata\n.global " #symbol "\n.global " #symbol "_end\n" #symbol ":\n.incbin \"" path            \
            "\"\n" #symbol "_end:\n.byte 0\n.previous\n");                                                             \
    extern const char symbol[];                                                                                        \
    extern const char symbol##_end[]

#endif
