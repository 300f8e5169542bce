/* Tables of phrases. A phrase counts where the answer has it and the person's own text has not. Phrases that people
 * write, too ("let me know", "the instructions"), are not in them: what is refused for nothing is a loss, if a small
 * one. */
#include "core/guard/remark.h"

#include "core/base/buf.h"
#include "core/base/mem.h"
#include "core/base/utf8.h"
#include "core/text/words.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum {
    READ_BYTES = 4000,    /* of an answer: remarks come first */
    REFUSAL_BYTES = 240,  /* a refusal says so at its start */
    TASK_VERB_BYTES = 32, /* between "cannot" and "help" */
    SHORT_WORDS = 12,
    NO_CHANGE_WORDS = 40,
    LOOP_WORDS = 3, /* that many in a row, */
    LOOP_TIMES = 4, /* that often, */
    LOOP_SHARE = 4  /* and one in so many words of the answer belongs to them */
};

static char *fold(const char *text, size_t max) {
    struct buf out = {0};
    size_t len = strlen(text);
    for (size_t at = 0; at < len && out.len < max;) {
        int32_t c = utf8_to_lower(utf8_next(text, len, &at));
        char bytes[5] = {0};
        bool blank = c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == 0xa0;
        if (blank && (out.len == 0 || out.data[out.len - 1] == ' '))
            continue;
        buf_append(&out, bytes, utf8_encode(blank ? ' ' : c == 0x2019 ? '\'' : c, bytes));
    }
    while (out.len > 0 && out.data[out.len - 1] == ' ')
        out.len--;
    char *folded = mem_copy(buf_get(&out), out.len);
    buf_finish(&out);
    return folded;
}

struct remarks remarks_read(const char *answer, const char *own) {
    return (struct remarks){fold(answer, READ_BYTES), fold(own, SIZE_MAX)};
}

void remarks_finish(struct remarks *remarks) {
    free(remarks->answer);
    free(remarks->own);
}

static bool has_new(const struct remarks *remarks, const char *const *phrases) {
    for (; *phrases; phrases++)
        if (strstr(remarks->answer, *phrases) && !strstr(remarks->own, *phrases))
            return true;
    return false;
}

static const char *skip_marks(const char *text) {
    while (*text && strchr("\"'*_`#>- (", *text))
        text++;
    return text;
}

static bool starts_new(const struct remarks *remarks, const char *const *starts) {
    const char *answer = skip_marks(remarks->answer), *own = skip_marks(remarks->own);
    for (; *starts; starts++)
        if (!strncmp(answer, *starts, strlen(*starts)) && strncmp(own, *starts, strlen(*starts)) != 0)
            return true;
    return false;
}

static bool is_new(const struct remarks *remarks, const char *const *wholes) {
    const char *answer = skip_marks(remarks->answer), *own = skip_marks(remarks->own);
    size_t len = strlen(answer);
    while (len > 0 && strchr(".!*_`\"')", answer[len - 1]))
        len--;
    for (; *wholes; wholes++)
        if (strlen(*wholes) == len && !strncmp(answer, *wholes, len) && strncmp(own, *wholes, len) != 0)
            return true;
    return false;
}

/* --- refusals --- */

static const char *const refusal_starts[] = {"i'm sorry",
                                             "i am sorry",
                                             "sorry, ",
                                             "sorry but ",
                                             "i apologize",
                                             "i apologise",
                                             "apologies",
                                             "my apologies",
                                             "i can't ",
                                             "i cannot ",
                                             "i can not ",
                                             "i'm unable",
                                             "i am unable",
                                             "i'm not able",
                                             "i am not able",
                                             "i won't ",
                                             "i must decline",
                                             "i have to decline",
                                             "as an ai",
                                             "as a language model",
                                             "as a large language model",
                                             "unfortunately, i ",
                                             "i'd be happy to",
                                             "i would be happy to",
                                             "i'd love to help",
                                             "i don't feel comfortable",
                                             "i'm not comfortable",
                                             "it seems that you",
                                             "it looks like you",
                                             "you have not provided",
                                             "you haven't provided",
                                             "es tut mir leid",
                                             "tut mir leid",
                                             "entschuldigung",
                                             "ich kann das nicht",
                                             "ich kann dabei nicht",
                                             "ich kann dir dabei",
                                             "ich kann ihnen dabei",
                                             "als ki",
                                             "leider kann ich",
                                             "je suis d\u00e9sol",
                                             "d\u00e9sol",
                                             "je ne peux pas",
                                             "je ne suis pas en mesure",
                                             "en tant qu'ia",
                                             "lo siento",
                                             "lo lamento",
                                             "no puedo ",
                                             "disculp",
                                             "como modelo de lenguaje",
                                             "mi dispiace",
                                             "mi spiace",
                                             "non posso ",
                                             "desculp",
                                             "sinto muito",
                                             "lamento",
                                             "n\u00e3o posso ",
                                             "het spijt me",
                                             "helaas",
                                             "ik kan niet",
                                             "ik kan je niet",
                                             "przykro mi",
                                             "przepraszam",
                                             "nie mog\u0119 ",
                                             "tyv\u00e4rr",
                                             "f\u00f6rl\u00e5t",
                                             "jag kan inte",
                                             "beklager",
                                             "jeg kan ikke",
                                             "valitettavasti",
                                             "omlouv\u00e1m",
                                             "\u00fczg\u00fcn\u00fcm",
                                             "\u0438\u0437\u0432\u0438\u043d\u0438\u0442\u0435",
                                             "\u043f\u0440\u043e\u0441\u0442\u0438\u0442\u0435",
                                             "\u043a \u0441\u043e\u0436\u0430\u043b\u0435\u043d\u0438\u044e",
                                             "\u044f \u043d\u0435 \u043c\u043e\u0433\u0443",
                                             "\u62b1\u6b49",
                                             "\u5f88\u62b1\u6b49",
                                             "\u5bf9\u4e0d\u8d77",
                                             "\u6211\u65e0\u6cd5",
                                             "\u6211\u4e0d\u80fd",
                                             "\u7533\u3057\u8a33",
                                             "\u3059\u307f\u307e\u305b\u3093",
                                             "\uc8c4\uc1a1",
                                             NULL};

static const char *const policies[] = {"my guidelines",     "my programming",       "safety guidelines",
                                       "usage polic",       "content polic",        "against my ",
                                       "violates our",      "violates the policy",  "as an ai ",
                                       "ai language model", "large language model", NULL};

/* "I cannot ... help": in the first words, in whatever person. */
static bool is_inability(const struct remarks *remarks) {
    static const char *const cannots[] = {"can't",       "cannot",         "can not",  "unable to",
                                          "not able to", "won't",          "couldn't", "not comfortable",
                                          "decline to",  "not allowed to", "will not"};
    static const char *const verbs[] = {" help",          " assist",        " comply",  " rewrite",  " rewriting",
                                        " fulfil",        " fulfill",       " process", " generate", " engage",
                                        " continue this", " complete this", " do that", " do this",  " be processed"};
    for (size_t i = 0; i < sizeof cannots / sizeof *cannots; i++) {
        const char *at = strstr(remarks->answer, cannots[i]);
        if (!at || at - remarks->answer > REFUSAL_BYTES)
            continue;
        at += strlen(cannots[i]);
        for (size_t k = 0; k < sizeof verbs / sizeof *verbs; k++) {
            const char *verb = strstr(at, verbs[k]);
            if (verb && verb - at < TASK_VERB_BYTES && !strstr(remarks->own, verbs[k] + 1))
                return true;
        }
    }
    return false;
}

bool remark_refuses(const struct remarks *remarks) {
    return starts_new(remarks, refusal_starts) || has_new(remarks, policies) || is_inability(remarks);
}

/* --- about the task --- */

bool remark_is_about_task(const struct remarks *remarks) {
    static const char *const starts[] = {"the passage ",
                                         "this passage ",
                                         "the text ",
                                         "this text ",
                                         "preferences:",
                                         "verdict:",
                                         "rewrite:",
                                         "rewritten:",
                                         "revised:",
                                         "the author ",
                                         "the writer ",
                                         "okay, so ",
                                         "okay, let",
                                         "hmm, ",
                                         "alright, ",
                                         "of course!",
                                         "sure!",
                                         "certainly!",
                                         "absolutely!",
                                         "rewritten passage",
                                         "done! ",
                                         "let me rewrite",
                                         "we need to rewrite",
                                         "the user wants",
                                         "the person wants",
                                         "the person prefers",
                                         NULL};
    static const char *const phrases[] = {"this passage",
                                          "the passage describes",
                                          "your passage",
                                          "passage to rewrite",
                                          "rewritten passage",
                                          "rewritten version",
                                          "rewritten text",
                                          "revised version",
                                          "revised passage",
                                          "your text",
                                          "provided text",
                                          "given text",
                                          "original text",
                                          "rewrite the passage",
                                          "rewrite this",
                                          "rewriting this",
                                          "rewritten the",
                                          "rewrote the",
                                          "triple quotes",
                                          "the preferences say",
                                          "material to work",
                                          "an instruction to you",
                                          "their cursor",
                                          "words to insert",
                                          "edited by you",
                                          "you are the editor",
                                          "of their document",
                                          "the person prefers",
                                          "particular person",
                                          "style preferences",
                                          "what would you like me to",
                                          "how can i help",
                                          "how may i help",
                                          "how can i assist",
                                          "how may i assist",
                                          "i am an assistant",
                                          "i'm an assistant",
                                          "i am an ai",
                                          "i'm an ai",
                                          "ai assistant",
                                          "provide the text",
                                          "provide the passage",
                                          "share the text",
                                          "share the passage",
                                          "paste the text",
                                          "the text up to the cursor",
                                          "continue the text",
                                          "changed \"",
                                          NULL};
    return starts_new(remarks, starts) || has_new(remarks, phrases);
}

/* --- data --- */

/* <word ...>: a tag, not "<3". */
static bool opens_tag(const char *text) {
    return text[0] == '<' &&
           (text[1] == '!' || text[1] == '|' || text[1] == '/' || (text[1] >= 'a' && text[1] <= 'z')) &&
           strchr(text, '>');
}

bool remark_is_data(const struct remarks *remarks) {
    static const char *const wholes[] = {"null", "undefined", "nil", "nan", "true", "false", "[object object]", NULL};
    static const char *const marks[] = {"{\"", "{ \"", "<tool_call", "[tool_call", "```", "</passage", NULL};
    const char *answer = remarks->answer, *own = remarks->own;
    size_t len = strlen(answer);
    bool object =
        len > 1 && ((answer[0] == '{' && answer[len - 1] == '}') || (answer[0] == '[' && answer[len - 1] == ']'));
    bool tag = opens_tag(answer) || (len > 2 && answer[0] == '<' && answer[len - 1] == '>');
    return ((object || tag) && answer[0] != own[0]) || is_new(remarks, wholes) || has_new(remarks, marks);
}

bool remark_is_failure(const struct remarks *remarks) {
    static const char *const starts[] = {"error:", "error ", "exception:", "traceback", "fatal:", NULL};
    static const char *const phrases[] = {"internal server error", "service unavailable", "bad gateway",
                                          "gateway timeout",       "too many requests",   "rate limit",
                                          "daily quota",           "exceeded your",       "try again later",
                                          "model overloaded",      "model is overloaded", "context length exceeded",
                                          "invalid api key",       "unexpected token",    NULL};
    return starts_new(remarks, starts) || has_new(remarks, phrases);
}

/* --- no change --- */

bool remark_says_no_change(const struct remarks *remarks) {
    static const char *const wholes[] = {"n/a", "na", "none", "ok", "okay", "done", "no", "nothing", "same", NULL};
    static const char *const phrases[] = {"no change",
                                          "no edits",
                                          "no revision",
                                          "no rewrit",
                                          "no modification",
                                          "no alteration",
                                          "no adjustment",
                                          "nothing to change",
                                          "nothing to rewrite",
                                          "nothing needs to",
                                          "not change anything",
                                          "already follows",
                                          "already match",
                                          "already adheres",
                                          "already meets",
                                          "already conforms",
                                          "already consistent",
                                          "already reflects",
                                          "already written",
                                          "already in line",
                                          "already aligned",
                                          "needs no ",
                                          "need no ",
                                          "unchanged",
                                          "remains the same",
                                          "remains as ",
                                          "same as original",
                                          "same as the original",
                                          "left as is",
                                          "leave it as is",
                                          "as it stands",
                                          "looks good as",
                                          "good as it is",
                                          "fine as it is",
                                          "fine as is",
                                          "the way it is",
                                          "keine \u00e4nderung",
                                          "unver\u00e4ndert",
                                          "aucun changement",
                                          "aucune modification",
                                          "pas de modification",
                                          "pas de changement",
                                          "sin cambios",
                                          "ning\u00fan cambio",
                                          "nessuna modifica",
                                          "geen wijziging",
                                          "bez zmian",
                                          "sem altera",
                                          "\u0431\u0435\u0437 \u0438\u0437\u043c\u0435\u043d\u0435\u043d\u0438\u0439",
                                          "\u65e0\u9700\u4fee\u6539",
                                          "\u5909\u66f4\u306a\u3057",
                                          NULL};
    if (is_new(remarks, wholes))
        return true;
    return words_count(remarks->answer, strlen(remarks->answer)) <= NO_CHANGE_WORDS && has_new(remarks, phrases);
}

static bool is_any(const char *word, size_t len, const char *const *list, bool prefix) {
    for (; *list; list++) {
        size_t wanted = strlen(*list);
        if ((prefix ? len >= wanted : len == wanted) && !memcmp(word, *list, wanted))
            return true;
    }
    return false;
}

bool remark_may_say_no_change(const struct remarks *remarks) {
    static const char *const negations[] = {"no",           "not",   "none",    "nothing", "without",
                                            "already",      "don't", "doesn't", "isn't",   "keine",
                                            "kein",         "nicht", "nichts",  "pas",     "aucun",
                                            "aucune",       "rien",  "sin",     "nada",    "non",
                                            "niente",       "geen",  "niet",    "nie",     "\u0431\u0435\u0437",
                                            "\u043d\u0435", NULL};
    static const char *const changes[] = {"chang",      "modif",    "edit",    "revis",
                                          "rewrit",     "reword",   "rephras", "alter",
                                          "adjust",     "improv",   "correct", "updat",
                                          "\u00e4nder", "umformul", "cambi",   "reescri",
                                          "wijzig",     "aanpass",  "zmian",   "\u0438\u0437\u043c\u0435\u043d",
                                          NULL};
    struct spans words = {0};
    bool negated = false, change = false;
    words_find(remarks->answer, strlen(remarks->answer), &words);
    for (size_t k = 0; k < words.count; k++) {
        const char *word = remarks->answer + words.items[k].start;
        size_t len = words.items[k].end - words.items[k].start;
        negated = negated || is_any(word, len, negations, false);
        if (!change && is_any(word, len, changes, true)) {
            char *copy = mem_copy(word, len);
            change = !strstr(remarks->own, copy);
            free(copy);
        }
    }
    bool brief = words.count <= SHORT_WORDS;
    spans_finish(&words);
    return brief && negated && change;
}

/* --- loops --- */

static int compare_hashes(const void *a, const void *b) {
    uint64_t one = *(const uint64_t *)a, other = *(const uint64_t *)b;
    return one < other ? -1 : one > other;
}

/* The most frequent run of LOOP_WORDS words: how often it stands there. */
static size_t count_loop(const char *text, size_t *word_count) {
    struct spans words = {0};
    size_t most = 0;
    words_find(text, strlen(text), &words);
    *word_count = words.count;
    size_t count = words.count >= LOOP_WORDS ? words.count - LOOP_WORDS + 1 : 0;
    uint64_t *hashes = mem_alloc((count + 1) * sizeof *hashes);
    for (size_t k = 0; k < count; k++) {
        uint64_t hash = 14695981039346656037u; /* FNV-1a */
        for (size_t at = words.items[k].start; at < words.items[k + LOOP_WORDS - 1].end; at++)
            hash = (hash ^ (unsigned char)text[at]) * 1099511628211u;
        hashes[k] = hash;
    }
    qsort(hashes, count, sizeof *hashes, compare_hashes);
    for (size_t k = 0, run = 0; k < count; k++) {
        run = k > 0 && hashes[k] == hashes[k - 1] ? run + 1 : 1;
        most = run > most ? run : most;
    }
    free(hashes);
    spans_finish(&words);
    return most;
}

bool remark_repeats_itself(const struct remarks *remarks) {
    size_t words, own_words, times = count_loop(remarks->answer, &words);
    return times >= LOOP_TIMES && times * LOOP_WORDS * LOOP_SHARE > words &&
           times > count_loop(remarks->own, &own_words) + 1;
}
