/* The closed classes. */
#include "core/stylist/word_class.h"

#include <ctype.h>
#include <string.h>

const char class_determiners[] =
    "a an the this that these those my your his her its our their no some any each every all both another enough "
    "several many most more one two three four five six seven eight nine ten";

const char class_subjects[] = "i you we they he she it there this that these those";

const char class_conjunctions[] = "and but or because that if when while since although though unless until before "
                                  "after once whether so think";

const char class_prepositions[] =
    "in on at to for with from by about of like into over under between through during without within against behind "
    "beyond near above below across around along among as than via per up down out off";

const char class_adverbs[] =
    "already also always never just now only recently since still ever finally often usually sometimes really actually "
    "probably currently simply even then long once twice yet not all both rarely seldom merely almost nearly hardly "
    "soon too thus again perhaps maybe indeed";

const char class_participles[] =
    "been had done seen made found got gotten written taken gone given put set sent read built kept left lost met "
    "shown told thought used run heard known become begun chosen come driven fallen felt grown held paid said sold "
    "spent spoken understood won broken brought bought caught cut drawn drunk eaten fought flown forgotten forgiven "
    "frozen hidden hit hurt laid lain led lent let lit meant proven proved quit ridden risen rung sat sewn shaken shed "
    "shot shrunk shut slept slid spread sprung stood stolen struck stuck sung sunk swept sworn swum swung taught "
    "thrown "
    "torn woken worn woven wound bent bet bid bitten bled blown borne bound bred burnt burst cast clung cost crept "
    "dealt "
    "dug fed fled flung ground hung knelt knit learnt leapt overcome overridden overwritten rebuilt redone rewritten "
    "reset sought sent shone spelt spilt spoilt split spun stung strung undone unwound upset withdrawn withstood wept";

const char class_ditransitives[] = "given shown told asked paid taught called named made considered offered sent "
                                   "granted awarded elected denied allowed promised sold lent left handed assigned "
                                   "labeled labelled dubbed deemed rendered kept set held found used needed required";

const char class_question_words[] =
    "what where who whom how which why when whatever wherever whoever however whose whichever";

const char class_base_verbs[] =
    "be like love rather prefer say suggest recommend want need appreciate expect go do have hate think argue propose "
    "ask try use keep make take give see start hope wait move add write leave call check know get look find work help "
    "show tell feel seem mean consider assume guess imagine begin follow avoid choose follow believe agree understand "
    "remember change";

static bool ends_with(const char *text, const char *end) {
    size_t len = strlen(text), end_len = strlen(end);
    return len > end_len && strcmp(text + len - end_len, end) == 0;
}

bool word_is_participle(const struct reading *reading, const struct word *word) {
    char folded[WORD_BYTES];
    reading_fold(reading, word, folded);
    return ends_with(folded, "ed") || reading_is_one_of(reading, word, class_participles);
}

bool word_is_adverb(const struct reading *reading, const struct word *word) {
    static const char adjectives[] = "likely unlikely early friendly daily weekly only lovely lonely costly ugly silly "
                                     "deadly orderly timely holy family reply supply apply assembly anomaly";
    char folded[WORD_BYTES];
    reading_fold(reading, word, folded);
    return reading_is_one_of(reading, word, class_adverbs) ||
           (strlen(folded) > 4 && ends_with(folded, "ly") && !reading_is_one_of(reading, word, adjectives));
}

bool word_is_raised(const struct reading *reading, const struct word *word) {
    const char *start = reading->plain + word->span.start;
    size_t len = word->span.end - word->span.start, upper = 0;
    for (size_t i = 0; i < len; i++) {
        upper += isupper((unsigned char)start[i]) != 0;
    }
    bool is_i = start[0] == 'I' && (len == 1 || !isalpha((unsigned char)start[1]));
    if (upper == 0 || is_i) {
        return upper > 1;
    }
    return upper > 1 || !reading_starts_sentence(reading, word->span.start);
}

const struct word *word_skip_adverbs(const struct reading *reading, const struct word *word) {
    while (word && word_is_adverb(reading, word)) {
        word = reading_get_next(reading, word->span.end);
    }
    return word;
}

/* What stands right before the word, behind white space: a mark that ends one clause and opens another. */
static bool follows_mark(const struct reading *reading, size_t offset) {
    size_t at = offset;
    while (at > 0 && strchr(" \t\r\n", reading->plain[at - 1])) {
        at--;
    }
    return at < offset && at > 0 && strchr(",;:.!?", reading->plain[at - 1]);
}

bool word_opens_clause(const struct reading *reading, const struct word *word) {
    const struct word *previous = reading_get_previous(reading, word->span.start);
    return reading_starts_sentence(reading, word->span.start) || follows_mark(reading, word->span.start) ||
           reading_is_one_of(reading, previous, class_conjunctions);
}
