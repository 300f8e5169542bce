/* The files of prompts/, taken into the binary byte for byte by the assembler (gcc and clang on ELF and Mach-O). Paths
 * are relative to the top folder, where make runs; the Makefile makes this object depend on the files. */
#include "core/model/prompt_builtin.h"

#ifdef __APPLE__
#define SECTION     ".const_data"
#define SYMBOL      "_"
#define END_SECTION ".text"
#else
#define SECTION ".pushsection .rodata.prompts, \"a\""
#define SYMBOL
#define END_SECTION ".popsection"
#endif

#define EMBED(name)                                                                                                    \
    __asm__(SECTION "\n" SYMBOL "prompt_" #name ":\n.incbin \"prompts/" #name ".txt\"\n" SYMBOL "prompt_" #name        \
                    "_end:\n.byte 0\n" END_SECTION "\n");                                                              \
    extern const char prompt_##name[] __attribute__((visibility("hidden")));                                           \
    extern const char prompt_##name##_end[] __attribute__((visibility("hidden")))

EMBED(outline);
EMBED(generate);
EMBED(infer);
EMBED(breakdown);
EMBED(coalesce);
EMBED(verify);
EMBED(rewrite);
EMBED(complete);

#define ROW(op, name) [op] = {prompt_##name, prompt_##name##_end}

const char *prompt_get_builtin(enum op op, size_t *len) {
    static const struct {
        const char *start, *end;
    } files[OP_COUNT] = {
        ROW(OP_OUTLINE, outline),   ROW(OP_GENERATE, generate), ROW(OP_INFER, infer),     ROW(OP_BREAKDOWN, breakdown),
        ROW(OP_COALESCE, coalesce), ROW(OP_VERIFY, verify),     ROW(OP_REWRITE, rewrite), ROW(OP_COMPLETE, complete),
    };
    *len = (size_t)(files[op].end - files[op].start);
    return files[op].start;
}
