/* The only way to a model: one queue for the process.
 *
 * At most max_in_flight questions are on their way to a server (two roles at the same one share its places).
 * Interactive ones go first: as long as one is asked or waits, no learning question starts at the same server, and
 * where all places are taken, learning ones are taken back and asked again later. A server that several questions in a
 * row could not reach is not asked for a while; who asks meanwhile gets ERROR_NETWORK at once. Tokens are counted and
 * handed to `spent`. A callback runs exactly once, from the loop, never inside ask_start or ask_cancel; a cancelled
 * call still answers, with ERROR_CANCELLED. */
#ifndef PROSED_ASK_H
#define PROSED_ASK_H

#include "core/model/provider.h"

enum purpose { PURPOSE_INTERACTIVE, PURPOSE_LEARN };

struct asks;
struct ask;

struct asks_settings {
    struct model_settings write; /* outline is learn's; generate of learning is write's: learning.md, product.md 3 */
    struct model_settings learn;
    const char *prompts_folder; /* or NULL */
    void (*spent)(void *arg, enum op op, enum purpose purpose, const struct answer *answer);
    void *arg;
    const struct provider *const *providers; /* NULL: the real ones. Tests bring their own, ended by NULL */
};

/* Copies the settings. NULL and *error if they cannot work. Otherwise *error may still hold a problem with a prompt in
 * prompts_folder (prompt.h): something to tell the person, not to fail for. */
struct asks *asks_create(struct loop *loop, const struct asks_settings *settings, struct error *error);
void asks_close(struct asks *asks); /* cancels everything; callbacks still run; then asks_destroy once asks_is_idle */
bool asks_is_idle(const struct asks *asks);
void asks_destroy(struct asks *asks); /* idle; may be called from the last callback; NULL is fine */
const char *asks_get_model(const struct asks *asks, enum op op); /* "offline", "qwen2.5-7b": who answers this op */

/* The question is copied. answer and error are borrowed for the call of done; answer is NULL if error is not. */
struct ask *ask_start(struct asks *asks, const struct question *question, enum purpose purpose,
                      provider_piece *piece, /* may be NULL */
                      provider_done *done, void *arg);
/* Called right before done if the question ends with an error (also cancelled) and cost something all the same. */
typedef void ask_loss(void *arg, const struct answer *cost);
void ask_set_loss(struct ask *ask, ask_loss *loss);
void ask_cancel(struct ask *ask); /* the handle is gone once done has run */

#endif
