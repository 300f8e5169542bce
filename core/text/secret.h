/* Secrets in prose: keys and tokens of services, passwords and codes as people write them down, cards, bank accounts,
 * seed phrases. Rather one passage too few than one secret kept; figures in tests/unit/text/test_secret.c.
 *
 * By facts that everybody can know (what a service's tokens begin with and how long they are) and by shape. It knows
 * no language: nouns of six of them, and what stands between a noun and the secret, are tables. */
#ifndef PROSED_SECRET_H
#define PROSED_SECRET_H

#include <stddef.h>

/* The kind of a secret in the text, in words for people ("a password", "a key of Stripe"; static), or NULL: none is
 * seen. */
const char *secret_find(const char *text, size_t len);

#endif
