/* What prosed offered for a document, so that it is recognised when the person takes it, however the editor puts it
 * in: as one edit, as many, or with the whole line around it. */
#ifndef PROSED_OFFERS_H
#define PROSED_OFFERS_H

#include "core/text/origin.h"
#include "core/text/text.h"

#define OFFERS_MAX 32

struct offer {
    int64_t suggestion;
    struct span span; /* of the document, moved along with every change in it or at its borders */
    char *before;     /* what stood there when it was offered */
    size_t before_len;
    struct origins origins; /* of before */
    char *after;
    size_t after_len;
    bool taken;
    size_t most; /* bytes of `after`, from its start, that were ever taken; all of them: as a whole */
};

struct offers {
    struct offer items[OFFERS_MAX]; /* a ring */
    size_t count;
    size_t newest;
};

void offers_add(struct offers *offers, int64_t suggestion, const struct text *text, const struct origins *origins,
                size_t start, size_t end, const char *after);
/* A change that was made: [start, end) -> new_len bytes. The same text would have come out with the change up to
 * slide_back bytes earlier or slide_front later ("a" typed before or behind an "a"). */
struct offer_change {
    size_t start;
    size_t end;
    size_t new_len;
    size_t slide_back;
    size_t slide_front;
    bool is_return; /* to a text that was there before: its origins are known already */
};
/* text is the new one; origins are in step with it. Words that came from an offer are marked as suggested; true if some
 * are. */
bool offers_change(struct offers *offers, const struct offer_change *change, const struct text *text,
                   struct origins *origins);
/* What stands there now, against what was offered: see document_measure_offer. distance and tokens add up over the
 * parts of a suggestion. */
struct offer_measure {
    bool any;
    bool whole;
    bool taken_back;
    size_t distance;
    size_t tokens;
};
void offers_measure(const struct offers *offers, int64_t suggestion, const struct text *text,
                    struct offer_measure *out);
void offers_finish(struct offers *offers);

#endif
