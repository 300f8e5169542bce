/* Speed is a bucket that fills with time and empties with characters. It holds a burst; only for one message may it
 * hold all that can have been typed since the one before, since many an editor waits and sends what was typed in one
 * go. */
#include "core/document/typing.h"

#include "core/base/limits.h"
#include "core/text/ascii.h"

#include <string.h>

#define PAUSE_MAX_MS 300000 /* nobody types on for longer without the editor sending anything */
#define WHOLES_MIN   3      /* insertions at once that are not laid to an editor which never sent a key */
#define RUN_PIECES   8      /* so many pieces tell how they were cut */
#define RUN_MEAN     3      /* characters: shorter pieces are keys that were sent together */
#define RUN_REST_MS  400    /* a run that was put in is over when nothing came for so long */

bool typist_sends_wholes(const struct typist *typist) {
    return typist->wholes >= WHOLES_MIN && typist->keys < typist->wholes * 3;
}

void typing_begin(struct typing *typing, int64_t now_ms) {
    int64_t pause_ms = typing->message_ms ? now_ms - typing->message_ms : 0;
    pause_ms = pause_ms > PAUSE_MAX_MS ? PAUSE_MAX_MS : pause_ms;
    double left = !typing->message_ms || typing->budget > TYPING_BURST ? TYPING_BURST : typing->budget;
    typing->budget = left + (double)TYPING_RATE * (double)pause_ms / 1000;
    typing->message_ms = now_ms;
    typing->same = 0;
}

static size_t hash(const char *data, size_t len) {
    size_t value = 14695981039346656037u;
    for (size_t k = 0; k < len; k++)
        value = (value ^ (unsigned char)data[k]) * 1099511628211u;
    return value | 1;
}

/* Characters beyond ASCII count as letters: what an input method puts in begins no word that could be seen. */
static bool begins_word(const char *data, char before) {
    bool letter = ascii_is_letter(data[0]) || ascii_is_other(data[0]);
    return !letter || !before || ascii_is_blank(before) || ascii_is_newline(before);
}

static void extend_run(struct typing *typing, size_t start, const char *data, size_t len, size_t characters,
                       char before) {
    struct typing_run *run = &typing->run;
    bool rested = typing->message_ms - run->ended_ms > RUN_REST_MS;
    if (start != run->span.end || run->span.start == run->span.end || (run->put_in && rested))
        *run = (struct typing_run){.span = {start, start}};
    run->span.end = start + len;
    run->ended_ms = typing->message_ms;
    run->keys += characters == 1;
    if (characters > 1) {
        run->pieces++;
        run->at_words += begins_word(data, before);
        run->characters += characters;
    }
}

static bool is_cut_at_words(const struct typing_run *run) {
    return run->pieces >= RUN_PIECES && run->pieces > run->keys && run->characters >= run->pieces * RUN_MEAN &&
           run->at_words * 10 >= run->pieces * 7;
}

bool typing_explains(struct typing *typing, size_t start, const char *data, size_t len, size_t characters, char before,
                     struct span *run) {
    struct typist *typist = typing->typist;
    *run = (struct span){start, start};
    if (!typist || typist->rule == TYPING_BY_SIZE || !typing->message_ms)
        return characters < PASTE_CHARACTERS_MIN;
    size_t value = hash(data, len);
    bool again = value == typing->same; /* at another cursor */
    double cost = again ? 0 : (double)characters;
    bool in_time = cost <= typing->budget;
    typing->same = value;
    typing->budget -= in_time ? cost : typing->budget;
    typist->keys += characters == 1 && !again;
    if (characters > TYPING_PIECE) {
        typist->wholes += in_time;
        typing->run = (struct typing_run){0};
        return in_time && typist_sends_wholes(typist);
    }
    extend_run(typing, start, data, len, characters, before);
    if (!typing->run.put_in && in_time && !is_cut_at_words(&typing->run))
        return true;
    *run = typing->run.put_in ? *run : (struct span){typing->run.span.start, start};
    typing->run.put_in = true;
    return false;
}

void typing_move(struct typing *typing, size_t start, size_t end, size_t new_len) {
    struct span *span = &typing->run.span;
    if (start == end && start + new_len == span->end)
        return; /* the insertion that the run was just extended by */
    if (end <= span->start) {
        span->start = span->start - (end - start) + new_len;
        span->end = span->end - (end - start) + new_len;
    } else if (start < span->end) {
        typing->run = (struct typing_run){0};
    }
}
