/* Retries. Statuses that may heal are tried again; a plain 500 only once more, because servers use it for requests that
 * can never succeed, too; spent credit is a 429 that waiting does not refill. */
#include "core/model/retry.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#define FIRST_DELAY_MS 500
#define DELAY_MS_MAX   8000

static const struct {
    int status;
    int attempts;
} statuses[] = {
    {408, RETRY_ATTEMPTS_MAX}, /* request timeout */
    {409, RETRY_ATTEMPTS_MAX}, /* conflict: a lock on the other side */
    {425, RETRY_ATTEMPTS_MAX}, /* too early */
    {429, RETRY_ATTEMPTS_MAX}, /* too many requests */
    {500, 2},
    {501, 1}, /* not implemented */
    {505, 1}, /* HTTP version not supported */
};

static const char *const hopeless[] = {"insufficient_quota", "quota_exceeded",      "billing_hard_limit_reached",
                                       "billing_not_active", "account_deactivated", "billing_error",
                                       "credit_balance",     "insufficient_credit"};

static bool is_hopeless(const char *code) {
    for (size_t i = 0; code && i < sizeof hopeless / sizeof *hopeless; i++) {
        if (strstr(code, hopeless[i])) {
            return true;
        }
    }
    return false;
}

int retry_count_attempts(int status, const char *code, const char *type, const char *should_retry) {
    if (is_hopeless(code) || is_hopeless(type)) {
        return 1;
    }
    if (should_retry && strcasecmp(should_retry, "true") == 0) {
        return RETRY_ATTEMPTS_MAX;
    }
    if (should_retry && strcasecmp(should_retry, "false") == 0) {
        return 1;
    }
    for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++) {
        if (statuses[i].status == status) {
            return statuses[i].attempts;
        }
    }
    return status >= 500 ? RETRY_ATTEMPTS_MAX : 1;
}

/* A number of at least 0 that is all there is in text; -1 otherwise. */
static double read_number(const char *text) {
    char *end;
    if (!text || *text < '0' || *text > '9') {
        return -1;
    }
    double number = strtod(text, &end);
    return *end == '\0' && number < 1e9 ? number : -1;
}

/* An HTTP date: as it is written today, and in the two forms that have to be understood (RFC 9110 section 5.6.7). */
static bool read_date(const char *text, int64_t *date_ms) {
    static const char *const forms[] = {"%a, %d %b %Y %H:%M:%S GMT", "%a, %d-%b-%y %H:%M:%S GMT",
                                        "%a %b %d %H:%M:%S %Y"};
    for (size_t i = 0; text && i < sizeof forms / sizeof *forms; i++) {
        struct tm date = {0};
        const char *end = strptime(text, forms[i], &date);
        if (end && *end == '\0') {
            *date_ms = (int64_t)timegm(&date) * 1000;
            return true;
        }
    }
    return false;
}

int64_t retry_parse_after(const char *after_ms, const char *after, int64_t now_ms) {
    double number = read_number(after_ms);
    if (number >= 0) {
        return (int64_t)number;
    }
    number = read_number(after);
    if (number >= 0) {
        return (int64_t)(number * 1000);
    }
    int64_t date_ms;
    if (!read_date(after, &date_ms)) {
        return -1;
    }
    return date_ms > now_ms ? date_ms - now_ms : 0;
}

int64_t retry_choose_delay(int attempt, int64_t after_ms, uint64_t random) {
    int64_t delay = FIRST_DELAY_MS;
    for (int i = 2; i < attempt && delay < DELAY_MS_MAX; i++) {
        delay *= 2;
    }
    delay = delay < DELAY_MS_MAX ? delay : DELAY_MS_MAX;
    delay -= delay / 4 * (int64_t)(random % 1000) / 1000;
    return delay > after_ms ? delay : after_ms;
}

bool retry_again(int attempt, int attempts, int64_t after_ms, int64_t delay_ms, int64_t spent_ms) {
    return attempt < attempts && after_ms <= RETRY_WAIT_MS_MAX && spent_ms + delay_ms <= RETRY_UNTIL_MS;
}
