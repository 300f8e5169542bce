/* Numbers that carry their own check: cards (Luhn, ISO/IEC 7812) and bank accounts (mod 97, ISO 13616). Groups may be
 * parted by single blanks or hyphens, as on the card. */
#include "core/text/secret_find.h"

#include "core/text/ascii.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { CARD_LEAST = 13, CARD_MOST = 19, IBAN_MOST = 34 };

/* Digits (or letters, too) from text on, single separators left out; stops at `most` + 1. */
static size_t collect(const char *text, size_t len, bool letters, size_t most, char *out) {
    size_t count = 0;
    for (size_t i = 0; i < len && count <= most; i++) {
        unsigned char c = (unsigned char)text[i];
        if (isdigit(c) || (letters && isalpha(c)))
            out[count++] = (char)toupper(c);
        else if ((c != ' ' && (c != '-' || letters)) || i + 1 >= len || !isalnum((unsigned char)text[i + 1]))
            break;
    }
    return count;
}

static bool luhn_holds(const char *digits, size_t count) {
    unsigned sum = 0;
    for (size_t i = 0; i < count; i++) {
        unsigned digit = (unsigned)(digits[count - 1 - i] - '0') << (i % 2);
        sum += digit > 9 ? digit - 9 : digit;
    }
    return sum % 10 == 0;
}

/* The networks, by the first four digits and the lengths of their numbers. */
static bool is_card_start(const char *digits, size_t count) {
    static const struct {
        int first, last;
        size_t least, most;
    } networks[] = {{4000, 4999, 13, 19}, {5100, 5599, 16, 16}, {2221, 2720, 16, 16}, {3400, 3499, 15, 15},
                    {3700, 3799, 15, 15}, {6011, 6011, 16, 19}, {6440, 6599, 16, 19}, {3528, 3589, 16, 19},
                    {3600, 3699, 14, 19}, {3000, 3059, 14, 19}, {3800, 3999, 14, 19}, {6200, 6299, 16, 19},
                    {5000, 5099, 16, 19}, {5600, 5899, 16, 19}, {6300, 6399, 16, 19}, {6700, 6799, 16, 19}};
    int start = (digits[0] - '0') * 1000 + (digits[1] - '0') * 100 + (digits[2] - '0') * 10 + (digits[3] - '0');
    for (size_t i = 0; i < sizeof networks / sizeof *networks; i++)
        if (start >= networks[i].first && start <= networks[i].last && count >= networks[i].least &&
            count <= networks[i].most)
            return true;
    return false;
}

static bool is_card(const char *text, size_t len) {
    char digits[CARD_MOST + 2];
    size_t count = collect(text, len, false, CARD_MOST, digits);
    bool same = true;
    for (size_t i = 1; i < count; i++)
        same = same && digits[i] == digits[i - 1];
    return count >= CARD_LEAST && count <= CARD_MOST && !same && is_card_start(digits, count) &&
           luhn_holds(digits, count);
}

/* Lengths by country; 0: no such country. */
static size_t iban_len(const char *country) {
    static const char lengths[] = "AD24AE23AL28AT20AZ28BA20BE16BG22BH22BI27BR29BY28CH21CR22CY28CZ24DE22DJ27DK18DO28EE20"
                                  "EG29ES24FI18FK18FO18FR27GB22"
                                  "GE22GI23GL18GR27GT28HR21HU28IE22IL23IQ23IS26IT27JO30KW30KZ20LB28LC32LI21LT20LU20LV21"
                                  "LY25MC27MD24ME22MK19MN20MR27"
                                  "MT31MU30NI28NL18NO15OM23PK24PL28PS29PT25QA29RO24RS22RU33SA24SC31SD18SE24SI19SK24SM27"
                                  "SO23ST25SV28TL23TN24TR26UA29"
                                  "VA22VG24XK20";
    for (size_t i = 0; lengths[i]; i += 4)
        if (lengths[i] == country[0] && lengths[i + 1] == country[1])
            return (size_t)((lengths[i + 2] - '0') * 10 + (lengths[i + 3] - '0'));
    return 0;
}

static bool is_iban(const char *text, size_t len) {
    char sign[IBAN_MOST + 2];
    if (len < 15 || !isalpha((unsigned char)text[0]) || !isalpha((unsigned char)text[1]) ||
        !isdigit((unsigned char)text[2]) || !isdigit((unsigned char)text[3]))
        return false;
    size_t count = collect(text, len, true, IBAN_MOST, sign), wanted = iban_len(sign);
    unsigned rest = 0;
    if (!wanted || count < wanted)
        return false;
    for (size_t i = 0; i < wanted; i++) {
        char c = sign[(i + 4) % wanted];
        rest = isdigit((unsigned char)c) ? rest * 10 + (unsigned)(c - '0') : rest * 100 + (unsigned)(c - 'A') + 10;
        rest %= 97;
    }
    return rest == 1;
}

const char *secret_find_number(const char *text, size_t len) {
    if (isdigit((unsigned char)*text))
        return is_card(text, len) ? "the number of a card" : NULL;
    return isalpha((unsigned char)*text) && is_iban(text, len) ? "the number of a bank account" : NULL;
}
