/* What is asked for and out of reach, told to the person in words: whoever waits for a rewrite and gets none should
 * know whether there was nothing to change or nobody to change it. */
#include "core/stylist/instruction.h"
#include "core/stylist/stylist.h"

#include "core/base/buf.h"
#include "core/base/mem.h"

#include <stdlib.h>

#define NAMED_BYTES 80 /* of a preference or an instruction */

/* Those of the sentences that nothing is rewritten for. */
static void find_unreached(const struct list *descriptions, struct list *unreached, size_t *count) {
    struct list single = {0};
    for (size_t i = 0; descriptions && i < descriptions->count; i++)
        stylist_split(descriptions->items[i], &single);
    *count += single.count;
    for (size_t i = 0; i < single.count; i++)
        if (stylist_find_reach(single.items[i]) != REACH_REWRITTEN)
            list_add_new(unreached, single.items[i]);
    list_finish(&single);
}

static char *name_unreached(const struct list *unreached) {
    const char *first = unreached->items[0];
    bool measured = stylist_find_reach(first) == REACH_MEASURED;
    struct buf buf = {0};
    buf_printf(&buf, "the offline engine %s \"%.*s\"", measured ? "only measures" : "cannot follow", NAMED_BYTES,
               first);
    if (unreached->count > 1)
        buf_printf(&buf, " (nor %zu more)", unreached->count - 1);
    buf_append_text(&buf, ": it changes nothing for that; a language model can");
    return buf_take(&buf);
}

char *stylist_name_limits(const struct list *preferences, const char *instruction, bool *possible) {
    struct list wishes = {0}, unreached = {0};
    size_t count = 0;
    char *said = NULL;
    instruction_find_wishes(instruction, &wishes);
    bool shorter = instruction_wants_shorter(instruction);
    find_unreached(instruction ? &wishes : preferences, &unreached, &count);
    *possible = shorter || count > unreached.count || (count == 0 && !instruction);
    if (instruction && !wishes.count && !shorter)
        said = mem_format("the offline engine does not understand \"%.*s\": it knows shorter, plain, formal, informal, "
                          "direct, polite, calm, and preferences; a language model knows more",
                          NAMED_BYTES, instruction);
    else if (unreached.count && !(instruction && *possible)) /* "formal" stands for more than anybody asks for */
        said = name_unreached(&unreached);
    list_finish(&wishes);
    list_finish(&unreached);
    return said;
}
