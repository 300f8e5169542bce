/* The files of prompts/, as parts of the binary. */
#include "core/model/prompt_builtin.h"

#include "core/base/embed.h"

EMBED(prompt_outline, "prompts/outline.txt");
EMBED(prompt_generate, "prompts/generate.txt");
EMBED(prompt_infer, "prompts/infer.txt");
EMBED(prompt_breakdown, "prompts/breakdown.txt");
EMBED(prompt_coalesce, "prompts/coalesce.txt");
EMBED(prompt_verify, "prompts/verify.txt");
EMBED(prompt_rewrite, "prompts/rewrite.txt");
EMBED(prompt_complete, "prompts/complete.txt");
EMBED(prompt_explain, "prompts/explain.txt");
EMBED(prompt_aggregate, "prompts/aggregate.txt");
EMBED(prompt_compare, "prompts/compare.txt");

#define ROW(op, name) [op] = {prompt_##name, prompt_##name##_end}

const char *prompt_get_builtin(enum op op, size_t *len) {
    static const struct {
        const char *start, *end;
    } files[OP_COUNT] = {
        ROW(OP_OUTLINE, outline),     ROW(OP_GENERATE, generate), ROW(OP_INFER, infer),
        ROW(OP_BREAKDOWN, breakdown), ROW(OP_COALESCE, coalesce), ROW(OP_VERIFY, verify),
        ROW(OP_REWRITE, rewrite),     ROW(OP_COMPLETE, complete), ROW(OP_EXPLAIN, explain),
        ROW(OP_AGGREGATE, aggregate), ROW(OP_COMPARE, compare),
    };
    *len = (size_t)(files[op].end - files[op].start);
    return files[op].start;
}
