/* An instruction is read as key words; each stands for a set of preferences. "shorter" also takes out padding, which no
 * preference names. */
#include "core/stylist/instruction.h"

#include "core/base/mem.h"
#include "core/stylist/trait.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

struct instruction {
    const char *keys;   /* any of these as a word or its beginning ('*') */
    const char *wishes; /* as a description of preferences */
};

static const struct instruction instructions[] = {
    {"shorter short shorten concise* brief* tighten tighter terse* condense* trim cut",
     "Avoid intensifiers. Avoid hedges. Use plain words."},
    {"informal* casual* friendly friendlier relaxed conversational",
     "Use contractions. Use plain words. Use plain connectives."},
    {"formal* professional* official* business*",
     "Avoid contractions. Avoid exclamation marks. Avoid emoji. Avoid ampersands. Avoid capitals for emphasis. Use "
     "formal words. Use formal connectives."},
    {"plain* simple* simpler simplify easy easier",
     "Use plain words. Use plain connectives. Spell out Latin abbreviations. Write short "
     "sentences."},
    {"confident* direct* assertive* firmer decisive*", "Avoid hedges."},
    {"polite* politely courteous*", "Say please."},
    {"calm* calmer sober* neutral*",
     "Avoid exclamation marks. Avoid intensifiers. Avoid capitals for emphasis. Avoid emoji."},
};

/* Padding: gone, the sentence says the same. */
static const struct pair padding[] = {
    {"it should be noted that", "", 0},
    {"it is worth noting that", "", 0},
    {"it's worth noting that", "", 0},
    {"it is important to note that", "", 0},
    {"please note that", "", 0},
    {"note that", "", 0},
    {"needless to say,", "", 0},
    {"as a matter of fact,", "", 0},
    {"as you may know,", "", 0},
    {"for what it's worth,", "", 0},
    {"at the end of the day,", "", 0},
    {"to be honest,", "", 0},
    {"in my opinion,", "", 0},
    {"the fact is that", "", 0},
    {"basically,", "", 0},
    {"actually,", "", 0},
    {"obviously,", "", 0},
    {"of course,", "", 0},
    {"basically", "", 0},
    {"actually", "", 0},
    {"literally", "", 0},
    {"simply put,", "", 0},
    {"each and every", "each", 0},
    {"first and foremost", "first", 0},
    {"in the near future", "soon", 0},
    {"at this point in time", "now", 0},
    {"the vast majority of", "most", 0},
    {"a large number of", "many", 0},
    {"a small number of", "a few", 0},
    {"whether or not", "whether", 0},
    {"in the process of", "", 0},
    {"the question of whether", "whether", 0},
    {"the reason why", "the reason", 0},
    {"as to whether", "whether", 0},
};

/* key "short*" or "short" against the words of the instruction. */
static bool has_key(const char *instruction, const char *key, size_t len) {
    bool open = key[len - 1] == '*';
    size_t fixed = open ? len - 1 : len;
    for (const char *at = instruction; *at; at++) {
        bool starts = at == instruction || !isalpha((unsigned char)at[-1]);
        if (starts && strncasecmp(at, key, fixed) == 0 && (open || !isalpha((unsigned char)at[fixed]))) {
            return true;
        }
    }
    return false;
}

static bool has_any_key(const char *instruction, const char *keys) {
    while (*keys) {
        size_t len = strcspn(keys, " ");
        if (has_key(instruction, keys, len)) {
            return true;
        }
        keys += len + (keys[len] == ' ');
    }
    return false;
}

/* "more formal, please" is polite itself and asks for no politeness. */
static char *drop_please(const char *instruction) {
    char *copy = mem_copy_text(instruction);
    for (char *at; strlen(copy) > 12 && (at = strcasestr(copy, "please"));) {
        memmove(at, at + 6, strlen(at + 6) + 1);
    }
    return copy;
}

void instruction_find_wishes(const char *instruction, struct list *wishes) {
    if (!instruction) {
        return;
    }
    struct list single = {0};
    char *bare = drop_please(instruction);
    stylist_split(bare, &single);
    free(bare);
    const struct trait *trait;
    size_t value;
    size_t before = wishes->count;
    for (size_t i = 0; i < single.count; i++) {
        if (stylist_read_preference(single.items[i], &trait, &value)) {
            list_add(wishes, single.items[i]);
        }
    }
    list_finish(&single);
    /* "Use short sentences" is a preference; its "short" is no key word. */
    for (size_t i = 0; wishes->count == before && i < sizeof instructions / sizeof *instructions; i++) {
        bool less = has_key(instruction, "less", 4) || has_key(instruction, "not", 3);
        if (!less && has_any_key(instruction, instructions[i].keys)) {
            list_add(wishes, instructions[i].wishes);
            break;
        }
    }
}

bool instruction_wants_shorter(const char *instruction) {
    return instruction && has_any_key(instruction, instructions[0].keys) && !strcasestr(instruction, "sentence") &&
           !has_key(instruction, "not", 3);
}

char *instruction_shorten(char *text, enum format format) {
    struct reading reading;
    struct edits edits = {0};
    size_t len = strlen(text);
    reading_init(&reading, text, len, format);
    pairs_rewrite(&reading, padding, sizeof padding / sizeof *padding, 1, &edits);
    char *result = edits_apply(&edits, text, len, NULL);
    edits_finish(&edits);
    reading_finish(&reading);
    free(text);
    return result;
}
