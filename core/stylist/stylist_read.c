/* What a sentence asks for: first our own sentences, word for word; then near wordings, by the patterns of the traits'
 * rows. A sentence is near only if hardly anything is left of it once the pattern, the words of politeness and the
 * reason at its end are taken away: "Use short sentences" is ours, "Open with a short sentence" is not. */
#include "core/stylist/stylist_read.h"

#include <stdlib.h>
#include <string.h>

#define TOKENS_MAX   80
#define TOKEN_BYTES  32
#define LEFTOVER_MAX 2

struct token {
    char text[TOKEN_BYTES]; /* lower case */
    bool breaks;            /* a comma, semicolon, colon, dash or bracket stands before it */
    bool negated;
    bool reason; /* part of why or how, not of what */
};

struct sentence_tokens {
    struct token items[TOKENS_MAX];
    size_t count;
};

static const char negations[] = " avoid avoids avoiding never no not don't dont doesn't without skip omit drop refrain "
                                "eschew minimize minimise limit reduce remove exclude fewer less resist ban cut "
                                "leave forgo stop cannot can't nor neither hardly rarely seldom steer ";
static const char late_negations[] = " sparingly rarely seldom never ";
static const char verbs[] =
    " use prefer write spell keep put choose favor favour start begin end close open sign greet "
    "stick say adopt employ include let make address refer ";
static const char reasons[] = " because since so for to which making giving like as e.g i.e even ";
static const char harmless_conditions[] =
    " possible natural naturally appropriate needed necessary suitable you it they that this there feasible ";
/* Words that say nothing about what is wanted. */
static const char fluff[] =
    " a an the and or of in on at with by your you their his her its my our text texts writing prose style use uses "
    "using "
    "used prefer prefers preferred write writes written keep always please consistently consistent throughout often "
    "generally usually mostly mainly whenever wherever where when if possible natural naturally appropriate be is are "
    "it "
    "them they this that these those any all every more most instead rather than not no avoid never don't do without "
    "over only sparingly rarely seldom kind form forms such everywhere document documents passage message messages "
    "should must would like make sure stick to favor favour choose go opt for as from into both simply just still "
    "too very clearly freely liberally frequently regularly employ adopt include ones one way refrain than excessive "
    "overuse overusing unnecessary heavy heavily frequent occasional occasionally strictly standard common word words "
    "sentence sentences phrase phrases language usage author writer user user's uses tone ";
/* What makes a wish one about a part of the text, or about what is said: beyond reach unless the pattern says it. */
static const char foreign[] =
    " anecdote story joke humor humour metaphor metaphors analogy analogies heading headings title titles subject "
    "introduction intro conclusion conclusions opening ending summary caption captions footnote footnotes table tables "
    "code dialogue abstract first last final begin start open end close question questions example examples unless "
    "except besides data evidence citation citations reference references opener openers variable variables names "
    "paragraph paragraphs list lists ";

static bool is_in(const char *list, const char *word) {
    char key[TOKEN_BYTES + 3];
    size_t len = strlen(word);
    key[0] = ' ';
    memcpy(key + 1, word, len);
    memcpy(key + 1 + len, " ", 2);
    return strstr(list, key) != NULL;
}

static bool is_word_byte(const char *c) {
    if ((*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z') || (*c >= '0' && *c <= '9') || *c == '\'' || *c == '-') {
        return true;
    }
    return *c == '.' && ((c[1] >= 'a' && c[1] <= 'z') || (c[1] >= '0' && c[1] <= '9'));
}

/* Cuts the sentence into words and the marks that patterns may name (& % ! … — –). */
static void tokenize(const char *sentence, struct sentence_tokens *out) {
    bool breaks = false;
    for (const char *c = sentence; *c && out->count < TOKENS_MAX;) {
        struct token token = {.breaks = breaks};
        size_t len = 0;
        for (; *c; c++) {
            bool curly = strncmp(c, "\xe2\x80\x99", 3) == 0 && len > 0;
            if (!curly && !is_word_byte(c)) {
                break;
            }
            if (len + 1 < TOKEN_BYTES) {
                token.text[len++] = curly ? '\'' : *c >= 'A' && *c <= 'Z' ? (char)(*c - 'A' + 'a') : *c;
            }
            c += curly ? 2 : 0;
        }
        while (len > 0 && strchr("'-", token.text[len - 1])) {
            token.text[--len] = '\0';
        }
        if (len == 0 && *c) {
            size_t bytes = strncmp(c, "\xe2\x80", 2) == 0 && c[2] ? 3 : 1;
            bool mark = strchr("&%!", *c) || strncmp(c, "\xe2\x80\x93", 3) == 0 || strncmp(c, "\xe2\x80\x94", 3) == 0 ||
                        strncmp(c, "\xe2\x80\xa6", 3) == 0;
            breaks = breaks || strchr(",;:.()", *c);
            if (mark) {
                memcpy(token.text, c, len = bytes);
            }
            c += bytes;
        }
        if (len > 0) {
            memmove(token.text, token.text + (token.text[0] == '\''), len + 1 - (token.text[0] == '\''));
            out->items[out->count++] = token;
            breaks = false;
        }
    }
}

static const char *get_text(const struct sentence_tokens *tokens, size_t index) {
    return index < tokens->count ? tokens->items[index].text : "";
}

/* Marks which words stand under a negation: "avoid X", "no X", "Y instead of X"; up to the next clause. */
static void mark_negations(struct sentence_tokens *tokens) {
    bool negated = false;
    size_t preferred = TOKENS_MAX; /* where "prefer" stands: "prefer commas to semicolons" */
    for (size_t i = 0; i < tokens->count; i++) {
        struct token *token = &tokens->items[i];
        preferred = is_in(" prefer prefers ", token->text) ? i : preferred;
        const char *next = get_text(tokens, i + 1);
        const char *previous = i > 0 ? tokens->items[i - 1].text : "";
        bool joined = is_in(" and but then to or ", previous) || token->breaks;
        bool double_negation = is_in(" hesitate afraid shy worry ", token->text);
        if (strcmp(token->text, "but") == 0 || (joined && i > 0 && is_in(verbs, token->text)) || double_negation ||
            (strcmp(token->text, "favor") == 0 && strcmp(previous, "in") == 0) ||
            (strcmp(token->text, "favour") == 0 && strcmp(previous, "in") == 0)) {
            negated = false;
        } else if ((strcmp(token->text, "instead") == 0 && strcmp(next, "of") == 0) ||
                   (strcmp(token->text, "rather") == 0 && strcmp(next, "than") == 0) ||
                   strcmp(token->text, "over") == 0 ||
                   (strcmp(token->text, "to") == 0 && i > preferred + 1 && !is_in(verbs, next))) {
            negated = !negated;
        } else if (strcmp(token->text, "only") == 0 && strcmp(previous, "not") == 0) {
            negated = false;
        } else if (is_in(negations, token->text)) {
            negated = true;
        }
        token->negated = negated;
    }
    for (size_t i = 1; i < tokens->count; i++) {
        if (is_in(late_negations, tokens->items[i].text) && !tokens->items[i - 1].negated) {
            for (size_t j = 0; j < i; j++) {
                tokens->items[j].negated = true;
            }
        }
    }
}

/* One word of a pattern ("sentence*") against one token. */
static bool token_fits(const struct token *token, const char *word, size_t len) {
    bool open = len > 0 && word[len - 1] == '*';
    size_t fixed = open ? len - 1 : len;
    return strncmp(token->text, word, fixed) == 0 && (open || token->text[fixed] == '\0');
}

/* Where a part of a pattern ("shortened form*") stands; its words are counted into *words. */
static bool find_part(const struct sentence_tokens *tokens, const char *part, size_t len, size_t *at, size_t *words) {
    for (size_t i = 0; i < tokens->count; i++) {
        size_t count = 0;
        const char *word = part;
        bool fits = true;
        while (fits && word < part + len) {
            size_t rest = (size_t)(part + len - word);
            const char *space = memchr(word, ' ', rest);
            size_t word_len = space ? (size_t)(space - word) : rest;
            fits = i + count < tokens->count && token_fits(&tokens->items[i + count], word, word_len);
            count++;
            word += word_len + 1;
        }
        if (fits) {
            *at = i;
            *words = count;
            return true;
        }
    }
    return false;
}

struct vote {
    bool found;
    bool negated;
    size_t words; /* how specific: more words beat fewer */
    size_t at;
};

/* One alternative ("short+sentence*"): all parts must occur. Covered tokens are noted. The first part carries the
 * meaning, so it decides on negation; a part that is one itself ("no greeting") has it in its meaning. */
static struct vote match_alternative(const struct sentence_tokens *tokens, const char *pattern, size_t len,
                                     bool covered[TOKENS_MAX]) {
    struct vote vote = {.found = true};
    bool mine[TOKENS_MAX] = {false};
    const char *part = pattern, *end = pattern + len;
    while (vote.found && part < end) {
        const char *plus = memchr(part, '+', (size_t)(end - part));
        size_t part_len = plus ? (size_t)(plus - part) : (size_t)(end - part);
        size_t at = 0, words = 0;
        vote.found = find_part(tokens, part, part_len, &at, &words);
        for (size_t i = at; vote.found && i < at + words; i++) {
            mine[i] = true;
        }
        if (part == pattern && vote.found) {
            vote.at = at;
            vote.negated = tokens->items[at].negated && !is_in(negations, get_text(tokens, at));
        }
        vote.words += words;
        part += part_len + 1;
    }
    for (size_t i = 0; vote.found && i < TOKENS_MAX; i++) {
        covered[i] = covered[i] || mine[i];
    }
    return vote;
}

static struct vote match_patterns(const struct sentence_tokens *tokens, const char *patterns,
                                  bool covered[TOKENS_MAX]) {
    struct vote best = {0};
    while (patterns && *patterns) {
        size_t len = strcspn(patterns, "|");
        struct vote vote = match_alternative(tokens, patterns, len, covered);
        if (vote.found && vote.words > best.words) {
            best = vote;
        }
        patterns += len + (patterns[len] == '|');
    }
    return best;
}

/* From the first word behind the match that opens a reason ("to sound friendly", "such as don't") everything is
 * explanation. False if it is a condition or a place that narrows the wish. */
static bool mark_reason(struct sentence_tokens *tokens, const bool covered[TOKENS_MAX]) {
    size_t behind = 0;
    for (size_t i = 0; i < tokens->count; i++) {
        behind = covered[i] ? i + 1 : behind;
    }
    bool reason = false;
    for (size_t i = behind; i < tokens->count; i++) {
        const char *text = tokens->items[i].text;
        if (!reason && is_in(" when where if whenever wherever unless except only ", text) &&
            !is_in(harmless_conditions, get_text(tokens, i + 1))) {
            return false;
        }
        reason = reason || is_in(reasons, text);
        tokens->items[i].reason = reason;
    }
    return true;
}

static bool is_within_reach(struct sentence_tokens *tokens, const bool covered[TOKENS_MAX]) {
    if (!mark_reason(tokens, covered)) {
        return false;
    }
    size_t leftover = 0;
    for (size_t i = 0; i < tokens->count; i++) {
        if (covered[i] || tokens->items[i].reason) {
            continue;
        }
        if (is_in(foreign, tokens->items[i].text)) {
            return false;
        }
        leftover += !is_in(fluff, tokens->items[i].text) && !is_in(negations, tokens->items[i].text);
    }
    return leftover <= LEFTOVER_MAX;
}

/* The value of one trait that the sentence asks for. Votes of values and of the topic must agree, unless one is more
 * specific. */
static bool read_trait(struct sentence_tokens *tokens, const struct trait *trait, size_t *value, struct vote *out) {
    bool covered[TOKENS_MAX] = {false};
    struct vote best = {0};
    bool torn = false;
    for (size_t i = 0; i <= trait->value_count; i++) {
        bool topic = i == trait->value_count;
        struct vote vote = match_patterns(tokens, topic ? trait->topic : trait->values[i].patterns, covered);
        if (!vote.found || (vote.negated && trait->value_count != 2)) {
            continue;
        }
        size_t meant = topic ? vote.negated : vote.negated ? 1 - i : i;
        if (vote.words > best.words) {
            torn = false;
        } else if (vote.words == best.words && meant != *value) {
            torn = true;
            continue;
        } else {
            continue;
        }
        best = vote;
        *value = meant;
    }
    *out = best;
    return best.found && !torn && is_within_reach(tokens, covered);
}

static bool is_ascii(char c) {
    return (unsigned char)c < 0x80;
}

static void drop_full_stop(char *folded) {
    size_t len = strlen(folded);
    if (len > 0 && folded[len - 1] == '.') {
        folded[len - 1] = '\0';
    }
}

/* Whether one of our sentences is the one that was folded, but for letter case, white space and the full stop. Two
 * ASCII characters that differ settle it; one beyond ASCII may fold into any. */
static bool is_own_sentence(const char *own, const char *folded) {
    size_t i = 0;
    while (own[i] && (own[i] >= 'A' && own[i] <= 'Z' ? own[i] - 'A' + 'a' : own[i]) == folded[i]) {
        i++;
    }
    bool ended = !own[i] || (own[i] == '.' && !own[i + 1]);
    if (is_ascii(own[i]) && is_ascii(folded[i])) {
        return ended && !folded[i];
    }
    char *whole = text_fold(own);
    drop_full_stop(whole);
    bool same = strcmp(whole, folded) == 0;
    free(whole);
    return same;
}

bool stylist_read_exactly(const char *sentence, const struct trait **trait, size_t *value) {
    char *folded = text_fold(sentence);
    bool found = false;
    drop_full_stop(folded);
    for (size_t i = 0; i < stylist_count_traits() && !found; i++) {
        const struct trait *row = stylist_get_trait(i);
        for (size_t j = 0; j < row->value_count && !found; j++) {
            found = is_own_sentence(row->values[j].preference, folded);
            if (found) {
                *trait = row;
                *value = j;
            }
        }
    }
    free(folded);
    return found;
}

bool stylist_read_preference(const char *sentence, const struct trait **trait, size_t *value) {
    if (stylist_read_exactly(sentence, trait, value)) {
        return true;
    }
    struct sentence_tokens tokens = {0};
    tokenize(sentence, &tokens);
    if (tokens.count >= TOKENS_MAX) {
        return false;
    }
    mark_negations(&tokens);
    struct vote best = {0};
    for (size_t i = 0; i < stylist_count_traits(); i++) {
        struct vote vote;
        size_t meant = 0;
        for (size_t j = 0; j < tokens.count; j++) {
            tokens.items[j].reason = false;
        }
        if (read_trait(&tokens, stylist_get_trait(i), &meant, &vote) &&
            (vote.words > best.words || (vote.words == best.words && vote.at < best.at))) {
            best = vote;
            *trait = stylist_get_trait(i);
            *value = meant;
        }
    }
    return best.found;
}
