/* Secrets by kind: made-up ones in the sentences that people put them in, six languages, and prose about the same
 * things without any. For each kind at least 95 of 100 must be found; SHOW=1 lists what is not.
 *
 * The other figure, how much of real prose is held back, needs prose that is not ours to keep here: tests/real. */
#include "core/text/secret.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static unsigned long seed = 11;

static unsigned pick(unsigned count) {
    seed = seed * 6364136223846793005ul + 1442695040888963407ul;
    return (unsigned)(seed >> 33) % count;
}

#define PICK(list) list[pick(sizeof list / sizeof *list)]

static void draw(char *out, const char *from, size_t len) {
    size_t count = strlen(from);
    for (size_t i = 0; i < len; i++)
        out[i] = from[pick((unsigned)count)];
    out[len] = '\0';
}

#define DIGITS "0123456789"
#define HEX    DIGITS "abcdef"
#define LOWER  "abcdefghijklmnopqrstuvwxyz"
#define UPPER  "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define WORD   LOWER UPPER DIGITS

static const char *const plain_words[] = {"tulip",   "harbour", "Sommer",   "Winter", "maison",  "soleil",
                                          "girasol", "ventana", "tramonto", "fiets",  "lantern", "Hund",
                                          "pepper",  "dragon",  "copper",   "violet"};

static void draw_password(char *out) {
    static const char signs[] = "!?#*+%&";
    char digits[8];
    draw(digits, DIGITS, 2 + pick(3));
    switch (pick(5)) {
    case 0:
        sprintf(out, "%s%s", PICK(plain_words), digits);
        break;
    case 1:
        sprintf(out, "%s%s%c", PICK(plain_words), digits, signs[pick(7)]);
        break;
    case 2:
        sprintf(out, "%s-%s-%s", PICK(plain_words), digits, PICK(plain_words));
        break;
    case 3:
        draw(out, WORD, 8 + pick(8));
        out[1] = '7', out[3] = 'k';
        break;
    default:
        sprintf(out, "%c%s%c%s", "pPkK"[pick(4)], "@ss", '#', digits);
    }
}

/* --- what fills a sentence --- */

/* Such as no product is named: what is near a noun, and not joined to it, must be. */
static void draw_strong(char *out) {
    char digits[8];
    draw(digits, DIGITS, 3 + pick(2));
    sprintf(out, pick(2) ? "%s%s" : "%s_%s!", PICK(plain_words), digits);
}

static void draw_code(char *out) {
    draw(out, DIGITS, 4 + 2 * pick(2));
}

static void draw_key(char *out) {
    draw(out, pick(2) ? WORD : HEX, 24 + pick(20));
    out[0] = 'q', out[1] = '7', out[3] = 'Z', out[5] = '3';
}

static void draw_token(char *out) {
    static const struct {
        const char *start, *from;
        size_t len;
    } makers[] = {{"AKIA", UPPER "234567", 16},
                  {"ghp_", WORD, 36},
                  {"github_pat_", WORD, 60},
                  {"glpat-", WORD, 20},
                  {"xoxb-", DIGITS, 24},
                  {"xapp-1-", WORD, 40},
                  {"sk_live_", WORD, 24},
                  {"rk_live_", WORD, 24},
                  {"whsec_", WORD, 32},
                  {"sk-ant-api03-", WORD, 80},
                  {"sk-proj-", WORD, 48},
                  {"AIzaSy", WORD, 33},
                  {"GOCSPX-", WORD, 28},
                  {"ya29.a0", WORD, 60},
                  {"npm_", WORD, 36},
                  {"pypi-AgEIcHlwaS5vcmc", WORD, 60},
                  {"hf_", WORD, 34},
                  {"SG.", WORD, 40},
                  {"key-", HEX, 32},
                  {"dop_v1_", HEX, 64},
                  {"shpat_", HEX, 32},
                  {"AGE-SECRET-KEY-1", UPPER "0123456789", 58},
                  {"dapi", HEX, 32},
                  {"dp.pt.", WORD, 43},
                  {"lin_api_", WORD, 40},
                  {"ntn_", WORD, 46},
                  {"figd_", WORD, 40},
                  {"glsa_", WORD, 40},
                  {"hvs.", WORD, 90},
                  {"HRKU-", WORD, 36},
                  {"nfp_", WORD, 36},
                  {"NRAK-", UPPER DIGITS, 27},
                  {"pscale_tkn_", WORD, 43},
                  {"PMAK-", WORD, 59},
                  {"pul-", HEX, 40},
                  {"sntrys_", WORD, 60},
                  {"sq0atp-", WORD, 22},
                  {"rubygems_", HEX, 48},
                  {"dckr_pat_", WORD, 27},
                  {"ATATT3xFfGF0", WORD, 60},
                  {"xkeysib-", HEX, 64},
                  {"LTAI", WORD, 20},
                  {"CCIPAT_", WORD, 60},
                  {"CFPAT-", WORD, 43},
                  {"duffel_live_", WORD, 43},
                  {"gsk_", WORD, 52},
                  {"xai-", WORD, 80},
                  {"pplx-", WORD, 48},
                  {"r8_", WORD, 37},
                  {"tskey-auth-", WORD, 40},
                  {"sbp_", HEX, 40},
                  {"squ_", HEX, 40},
                  {"sgp_", HEX, 40},
                  {"eyJhbGciOiJIUzI1NiJ9.eyJ", WORD, 60},
                  {"sk-or-v1-", HEX, 64},
                  {"nvapi-", WORD, 64},
                  {"8471203344:AAF", WORD, 32},
                  {"re_", WORD, 32},
                  {"SK", HEX, 32},
                  {"phx_", WORD, 43}};
    size_t which = pick(sizeof makers / sizeof *makers);
    sprintf(out, "%s", makers[which].start);
    draw(out + strlen(out), makers[which].from, makers[which].len);
    out[strlen(out) - 2] = '4'; /* drawn ones of that length have a digit */
}

static void draw_card(char *out) {
    static const struct {
        const char *start;
        size_t len;
    } networks[] = {{"4", 16},  {"51", 16},   {"55", 16},   {"2221", 16}, {"34", 15},
                    {"37", 15}, {"6011", 16}, {"3530", 16}, {"36", 14},   {"6304", 16}};
    char digits[20];
    size_t which = pick(10), len = networks[which].len, at = 0;
    unsigned sum = 0;
    strcpy(digits, networks[which].start);
    draw(digits + strlen(digits), DIGITS, len - 1 - strlen(digits));
    for (size_t i = 0; i + 1 < len; i++) {
        unsigned digit = (unsigned)(digits[len - 2 - i] - '0') << (i % 2 == 0);
        sum += digit > 9 ? digit - 9 : digit;
    }
    digits[len - 1] = (char)('0' + (10 - sum % 10) % 10);
    char mark = " -\0"[pick(3)];
    for (size_t i = 0; i < len; i++) {
        if (mark && i && (len == 15 ? i == 4 || i == 10 : i % 4 == 0))
            out[at++] = mark;
        out[at++] = digits[i];
    }
    out[at] = '\0';
}

static void draw_iban(char *out) {
    static const struct {
        const char *country;
        size_t len;
    } countries[] = {{"DE", 22}, {"FR", 27}, {"ES", 24}, {"IT", 27}, {"NL", 18},
                     {"GB", 22}, {"AT", 20}, {"CH", 21}, {"BE", 16}};
    size_t which = pick(9), len = countries[which].len, at = 0;
    char sign[40];
    unsigned rest = 0;
    draw(sign + 4, DIGITS, len - 4);
    if (which == 4 || which == 5)
        draw(sign + 4, UPPER, 4), sign[8] = '3';
    memcpy(sign, countries[which].country, 2);
    for (size_t i = 4; i < len + 4; i++) {
        char c = i < len ? sign[i] : i < len + 2 ? sign[i - len] : '0';
        rest = c >= 'A' ? (rest * 100 + (unsigned)(c - 'A') + 10) % 97 : (rest * 10 + (unsigned)(c - '0')) % 97;
    }
    sign[2] = (char)('0' + (98 - rest) / 10);
    sign[3] = (char)('0' + (98 - rest) % 10);
    bool grouped = pick(2);
    for (size_t i = 0; i < len; i++) {
        if (grouped && i && i % 4 == 0)
            out[at++] = ' ';
        out[at++] = sign[i];
    }
    out[at] = '\0';
}

static void draw_recovery(char *out) {
    *out = '\0';
    bool dashes = pick(2);
    for (int i = 0; i < 4; i++) {
        char part[16];
        draw(part, pick(2) ? HEX : LOWER DIGITS, 5);
        part[1] = (char)('2' + i);
        strcat(out, i ? ", " : "");
        strcat(out, part);
        draw(part, HEX, 5);
        part[3] = '7';
        strcat(out, dashes ? "-" : "");
        strcat(out, part);
    }
}

/* Words as seed lists have them: short, plain, none that joins a sentence. */
static void draw_seed(char *out) {
    static const char *const words[] = {
        "abandon",  "acoustic", "badge",   "balcony", "camera",  "canyon",  "dance",   "decade",  "eager",  "echo",
        "fabric",   "faculty",  "gadget",  "galaxy",  "habit",   "harvest", "icon",    "illness", "jacket", "jeans",
        "kangaroo", "kitchen",  "label",   "ladder",  "machine", "magnet",  "naive",   "napkin",  "oak",    "obvious",
        "paddle",   "palace",   "quality", "quantum", "rabbit",  "raccoon", "sadness", "salmon",  "tackle", "talent",
        "umbrella", "uncover",  "vacant",  "vague",   "wagon",   "walnut",  "yard",    "young",   "zebra",  "zone",
        "this",     "that",     "will",    "only",    "army",    "boss",    "cross",   "family",  "king",   "hundred"};
    unsigned count = 12 + 12 * pick(2), style = pick(3);
    *out = '\0';
    for (unsigned i = 0; i < count; i++) {
        if (style == 1)
            sprintf(out + strlen(out), "%s%u. ", i ? "\n" : "", i + 1);
        else
            strcat(out, !i ? "" : style == 2 ? ", " : " ");
        strcat(out, PICK(words));
    }
}

static void draw_private(char *out) {
    static const char *const kinds[] = {"RSA PRIVATE KEY", "PRIVATE KEY", "EC PRIVATE KEY", "OPENSSH PRIVATE KEY",
                                        "ENCRYPTED PRIVATE KEY"};
    char body[65];
    draw(body, WORD, 64);
    sprintf(out, "-----BEGIN %s-----\n%s", PICK(kinds), body);
}

static void draw_address(char *out) {
    char password[80];
    draw_password(password);
    static const char *const schemes[] = {"https", "ftp", "postgres", "mysql", "mongodb+srv", "redis", "amqp"};
    for (char *c = password; *c; c++)
        *c = *c == '#' || *c == '?' || *c == '@' ? 'x' : *c;
    sprintf(out, "%s://%s:%s@db.example.org/main", PICK(schemes), PICK(plain_words), password);
}

static const struct kind {
    const char *name;
    void (*draw)(char *out);
    const char *sentences[40];
} kinds[] = {
    {"passwords, English",
     draw_password,
     {"My password is %s, in case you need it.",
      "The wifi password is %s.",
      "the password for the guest network is %s",
      "Password: %s",
      "pw: %s",
      "Log in as bob with password %s and look around.",
      "I changed the password to %s yesterday.",
      "We set the router's password to %s last week.",
      "The admin password is still %s!",
      "Use %s as the password.",
      "%s is my password now.",
      "Her passphrase is \"%s\".",
      "password = %s",
      "Username bob, password %s.",
      "The password of the printer upstairs: %s",
      "passphrase -> %s",
      "DB_PASSWORD=%s",
      "Our Netflix password is now %s, sorry.",
      "The password (do not share it) is %s.",
      "pass: %s",
      "login: bob / %s",
      "The root password was %s before the move.",
      "For the record, the laptop password is `%s`.",
      "Credentials: bob %s",
      "Wi-Fi password: **%s**",
      "pwd %s"}},
    {"passwords, German",
     draw_password,
     {"Mein Passwort ist %s, falls du es brauchst.", "Das WLAN-Passwort lautet %s.", "Passwort: %s",
      "Das Passwort f\xc3\xbcr das G\xc3\xa4stenetz ist %s.", "Kennwort: %s",
      "Ich habe das Passwort auf %s ge\xc3\xa4ndert.", "Das Kennwort vom Drucker lautet jetzt %s.",
      "Mit %s als Passwort geht es.", "%s ist mein Passwort.", "Zugangsdaten: anna / %s",
      "Unser WLAN-Schl\xc3\xbcssel ist %s.", "Das Admin-Passwort war %s.",
      "Die Passphrase ist \xe2\x80\x9e%s\xe2\x80\x9c.", "Benutzer anna, Passwort %s.", "PW: %s",
      "Das neue Passwort hei\xc3\x9ft %s."}},
    {"passwords, French",
     draw_password,
     {"Mon mot de passe est %s.", "Le mot de passe du wifi est %s, entre nous.", "Mot de passe : %s", "mdp: %s",
      "Le mot de passe pour le serveur est %s.", "J'ai chang\xc3\xa9 le mot de passe en %s hier.",
      "%s est mon mot de passe.", "La cl\xc3\xa9 wifi est %s.", "Identifiants : marie / %s",
      "Le mot de passe de l'imprimante : %s", "Notre mot de passe est toujours %s.", "Le mdp est \xc2\xab %s \xc2\xbb.",
      "Avec %s comme mot de passe, \xc3\xa7"
      "a marche."}},
    {"passwords, Spanish",
     draw_password,
     {"Mi contrase\xc3\xb1"
      "a es %s.",
      "La contrase\xc3\xb1"
      "a del wifi es %s.",
      "Contrase\xc3\xb1"
      "a: %s",
      "La clave del wifi es %s.",
      "Cambi\xc3\xa9 la contrase\xc3\xb1"
      "a a %s ayer.",
      "Usa %s como contrase\xc3\xb1"
      "a.",
      "%s es mi contrase\xc3\xb1"
      "a.",
      "La contrase\xc3\xb1"
      "a para el servidor es %s.",
      "Mi clave es %s.",
      "Usuario ana, contrase\xc3\xb1"
      "a %s.",
      "Credenciales: ana / %s",
      "La contrase\xc3\xb1"
      "a era %s."}},
    {"passwords, Italian",
     draw_password,
     {"La mia password \xc3\xa8 %s.", "La password del wifi \xc3\xa8 %s.", "Password: %s",
      "La parola d'ordine \xc3\xa8 %s.", "Ho cambiato la password in %s ieri.", "Usa %s come password.",
      "%s \xc3\xa8 la mia password.", "La password per il server \xc3\xa8 %s.", "La chiave del wifi \xc3\xa8 %s.",
      "Utente anna, password %s.", "Credenziali: anna / %s", "La password era %s."}},
    {"passwords, Dutch",
     draw_password,
     {"Mijn wachtwoord is %s.", "Het wifi-wachtwoord is %s.", "Wachtwoord: %s", "Het wachtwoord van de printer is %s.",
      "Ik heb het wachtwoord veranderd naar %s.", "Gebruik %s als wachtwoord.", "%s is mijn wachtwoord.",
      "Het wachtwoord voor de server luidt %s.", "Inloggegevens: jan / %s", "Ons wachtwoord is nog steeds %s.",
      "Gebruiker jan, wachtwoord %s."}},
    {"codes",
     draw_code,
     {"Your verification code is %s.",
      "The door code is %s.",
      "PIN: %s",
      "The PIN of my card is %s.",
      "%s is your login code.",
      "Use the one-time code %s to sign in.",
      "The alarm code is %s, do not tell the neighbours.",
      "My access code: %s",
      "The code for the door is %s.",
      "Der PIN-Code ist %s.",
      "Die Geheimzahl lautet %s.",
      "Ihr Best\xc3\xa4tigungscode lautet %s.",
      "Der T\xc3\xbcrcode ist %s.",
      "TAN: %s",
      "%s ist Ihr Sicherheitscode.",
      "Le code de la porte est %s.",
      "Votre code de v\xc3\xa9rification est %s.",
      "Le code PIN est %s.",
      "Le digicode est %s.",
      "%s est votre code de confirmation.",
      "El c\xc3\xb3"
      "digo de acceso es %s.",
      "Tu c\xc3\xb3"
      "digo de verificaci\xc3\xb3n es %s.",
      "El PIN es %s.",
      "El c\xc3\xb3"
      "digo de la puerta es %s.",
      "Il codice di accesso \xc3\xa8 %s.",
      "Il tuo codice di verifica \xc3\xa8 %s.",
      "Il codice della porta \xc3\xa8 %s.",
      "Il PIN \xc3\xa8 %s.",
      "De pincode is %s.",
      "De toegangscode is %s.",
      "Je verificatiecode is %s.",
      "De code van de deur is %s.",
      "OTP: %s",
      "The safe combination is %s."}},
    {"keys by name",
     draw_key,
     {"The API key is %s.", "api_key = %s", "My access token: %s", "client_secret=%s",
      "Der API-Schl\xc3\xbcssel lautet %s.", "La cl\xc3\xa9 API est %s.", "La clave de la API es %s.",
      "La chiave API \xc3\xa8 %s.", "De API-sleutel is %s.", "Use the token %s for now.", "Authorization: Bearer %s",
      "secret: %s", "The licence key is %s.", "SECRET_KEY=%s", "The encryption key is %s."}},
    {"tokens of services",
     draw_token,
     {"Here it is: %s", "I used %s for the call.", "export TOKEN=%s", "(%s)", "Der Schl\xc3\xbcssel %s ist neu.", "%s",
      "It says \"%s\" there.", "Jeton : %s.", "`%s`", "key=%s;"}},
    {"cards",
     draw_card,
     {"My card is %s, valid until next year.", "Pay with %s please.", "Kartennummer: %s", "Carte : %s.",
      "La tarjeta es %s.", "La carta \xc3\xa8 %s.", "Mijn kaart is %s.", "%s"}},
    {"bank accounts",
     draw_iban,
     {"My IBAN is %s.",
      "Bitte auf %s \xc3\xbc"
      "berweisen.",
      "IBAN: %s", "Le compte est %s.", "La cuenta es %s.", "Il conto \xc3\xa8 %s.", "De rekening is %s.", "(%s)"}},
    {"recovery codes",
     draw_recovery,
     {"Recovery codes: %s", "My backup codes are %s.", "Wiederherstellungscodes: %s", "Codes de secours : %s",
      "C\xc3\xb3"
      "digos de recuperaci\xc3\xb3n: %s",
      "Codici di recupero: %s", "Herstelcodes: %s", "Keep these recovery codes safe:\n\n%s"}},
    {"seed phrases",
     draw_seed,
     {"%s", "My seed phrase is %s", "The wallet's recovery phrase: %s", "Write this down:\n%s\nand hide it.",
      "Meine Wiederherstellungsphrase: %s",
      "La phrase de r\xc3\xa9"
      "cup\xc3\xa9ration : %s",
      "Mi frase semilla es: %s"}},
    {"private keys", draw_private, {"%s", "Here is the key:\n%s", "Der Schl\xc3\xbcssel:\n\n%s", "> %s"}},
    {"passwords in tables and lists",
     draw_password,
     {"\n| user | password |\n| --- | --- |\n| anna | %s |", "\n| Passwort | %s |\n\n",
      "\nUtilisateur | Mot de passe\n---|---\nmarie | %s\n",
      "\n| usuario | contrase\xc3\xb1"
      "a |\n|---|---|\n| ana | %s |\n",
      "\n|utente|password|\n|-|-|\n|anna|%s|", "\n- network: pier\n- password: %s\n\n",
      "\n1. Open the page.\n2. Log in as guest.\n3. The password is %s.", "* **Kennwort**: `%s`",
      "user: anna\npass: %s\n", "Gebruikersnaam: jan\nWachtwoord: %s", "My password\nis %s, as ever.",
      "The password\n%s\nis for the guests.", "Passwords: mail %s, bank no idea."}},
    {"passwords in passing, English",
     draw_strong,
     {"Tell her the password's %s.", "The password we gave the cottage last year was %s, I think.",
      "Change the default password (%s) on the new camera.", "Router login is admin/%s",
      "When it asks for the password, type in %s and wait.", "The archive is password-protected; use %s.",
      "The laptop unlocks with %s.", "Sign in to the router with admin and %s",
      "I wrote the password on the fridge, it's %s", "The SSID is Pier and the key is %s", "user anna / pass %s",
      "db pass = '%s'", "The new password I picked for the printer is %s."}},
    {"passwords in passing, others",
     draw_strong,
     {"Das Passwort f\xc3\xbcrs WLAN ist %s",
      "Das Kennwort lautete fr\xc3\xbcher %s",
      "Im Heft steht das Passwort, n\xc3\xa4mlich: %s",
      "Passwort (WLAN): %s",
      "Das neue Kennwort f\xc3\xbcr den Rechner ist ab heute %s.",
      "Le mot de passe, c\xe2\x80\x99"
      "est %s",
      "Ton mot de passe provisoire est %s",
      "La cl\xc3\xa9 WPA est %s",
      "Mon mot de passe Gmail est %s",
      "J'ai remplac\xc3\xa9 le mot de passe par %s",
      "Tu contrase\xc3\xb1"
      "a temporal es %s",
      "Clave: %s",
      "Siempre uso %s de contrase\xc3\xb1"
      "a.",
      "He cambiado la contrase\xc3\xb1"
      "a por %s",
      "La tua password provvisoria \xc3\xa8 %s",
      "La chiave della rete \xc3\xa8 %s",
      "Ho cambiato la password con %s",
      "De wifi-code is %s",
      "Het wachtwoord wordt %s",
      "Mijn oude wachtwoord thuis was %s"}},
    {"codes in passing",
     draw_code,
     {"The code for the front door is %s.",
      "The key safe by the door opens with %s.",
      "The key box code is %s",
      "%s is your parcel shop verification code.",
      "Use %s to verify your account.",
      "G-%s is your verification code",
      "Press %s on the keypad to get in.",
      "The gate opens with code %s.",
      "The alarm is behind the coats. The code is %s.",
      "The bike lock's combination is %s.",
      "To get into the flat, the code is %s, then turn left.",
      "My bank PIN? It's %s.",
      "\n| door | code |\n|---|---|\n| cellar | %s |\n",
      "Der Code f\xc3\xbcrs Tor lautet %s.",
      "Haust\xc3\xbcrcode: %s",
      "Der Code vom Fahrradschloss ist %s.",
      "Die Zahlenkombination ist %s",
      "Die Alarmanlage hat den Code %s.",
      "Le code de la porte d'entr\xc3\xa9"
      "e est le %s.",
      "Le code de l'immeuble, c'est %s.",
      "Mon code de carte bleue est le %s.",
      "Le code du cadenas est %s",
      "El c\xc3\xb3"
      "digo del portal es el %s",
      "El PIN de la tarjeta es el %s.",
      "La combinaci\xc3\xb3n de la caja fuerte es %s",
      "Il codice del portone \xc3\xa8 %s.",
      "La combinazione della cassaforte \xc3\xa8 %s",
      "Il codice per entrare nel palazzo \xc3\xa8 %s",
      "De code van de voordeur is %s.",
      "De combinatie van de kluis is %s",
      "De code om het gebouw in te komen is %s"}},
    {"addresses", draw_address, {"Connect to %s and look.", "%s", "DATABASE_URL=%s", "Siehe <%s>."}},
};

static void test_kinds(void **state) {
    (void)state;
    enum { ROUNDS = 600 };
    bool show = getenv("SHOW") != NULL, good = true;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        size_t sentences = 0, found = 0;
        while (sentences < 40 && kinds[i].sentences[sentences])
            sentences++;
        for (size_t round = 0; round < ROUNDS; round++) {
            char value[1024], text[2048];
            kinds[i].draw(value);
            int len = snprintf(text, sizeof text, "We looked at the lamp and the stair. ");
            bool alone = pick(2);
            len = alone ? 0 : len;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
            len += snprintf(text + len, sizeof text - (size_t)len, kinds[i].sentences[round % sentences], value);
#pragma GCC diagnostic pop
            if (!alone)
                len += snprintf(text + len, sizeof text - (size_t)len, " Then we went home.");
            bool is = secret_find(text, (size_t)len) != NULL;
            found += is;
            if (!is && show)
                print_message("%s: %s\n", kinds[i].name, text);
        }
        if (show)
            print_message("%-22s %5.1f %%\n", kinds[i].name, 100.0 * (double)found / ROUNDS);
        good = good && found * 100 >= ROUNDS * 95;
        if (found * 100 < ROUNDS * 95)
            print_error("%s: %zu of %d\n", kinds[i].name, found, ROUNDS);
    }
    assert_true(good);
}

/* About the same things, without any: in the words of those who explain them. */
static const char *const harmless[] = {
    "The password is stored as a hash and never leaves the server.",
    "Choose a password of at least 12 characters with a digit and a sign.",
    "The error code is 4021, which means that the disk is full.",
    "A postal code has five digits, as in 10115 for Berlin.",
    "The program ends with exit code 137 when memory runs out.",
    "The door was painted in 1998 and the gate in 2004.",
    "Enter the year, say 2019, and press the button.",
    "The password field takes UTF-8, and SHA-256 hashes it.",
    "Passwords in Windows10 expire after 42 days.",
    "The code in the door's controller is written in C11.",
    "We unlocked the gate with 2 keys and a crowbar.",
    "Reset the password with passwd(1) or through LDAPv3.",
    "| option | type | default |\n| --- | --- | --- |\n| password | string | none |\n| port | number | 5432 |",
    "| code | meaning |\n| --- | --- |\n| 404 | not found |\n| 500 | it broke |",
    "Use 300 grams of flour and confirm that the oven is at 220 degrees.",
    "The lock on the canal opens with the tide.",
    "He opened the box with a knife from 1870.",
    "Commit 4b9458b3786228369c63936db65827de3cc06200 broke the build.",
    "Das Passwort muss mindestens 12 Zeichen haben und eine Ziffer.",
    "Der Fehlercode lautet 4021, das Tor bleibt zu.",
    "Die Postleitzahl ist 10115, das Haus steht am Tor.",
    "Le mot de passe est le nom du chat, dit-on.",
    "Le code postal de la ville est 75011.",
    "La contrase\xc3\xb1"
    "a es obligatoria y no se guarda.",
    "El c\xc3\xb3"
    "digo postal es 28013.",
    "La password \xc3\xa8 obbligatoria e non viene salvata.",
    "Het wachtwoord is verplicht en wordt niet bewaard.",
    "De foutcode is 4021.",
    "The boat has 4 berths, 2 lamps and 1200 litres of fuel.",
    "The password hint should not be the password's first letter.",
    "Sign in with OAuth2 and pick the account.",
    "It is the key to the network of canals that was dug in 1650."};

static void test_harmless(void **state) {
    (void)state;
    size_t held = 0;
    for (size_t i = 0; i < sizeof harmless / sizeof *harmless; i++) {
        const char *kind = secret_find(harmless[i], strlen(harmless[i]));
        held += kind != NULL;
        if (kind)
            print_error("%s: %s\n", kind, harmless[i]);
    }
    assert_int_equal(held, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_kinds), cmocka_unit_test(test_harmless)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
