/* Words that are surely no names: a sorted list of ordinary ones, and endings. Words that are also a name or a product
 * ("Windows", "Mark", "Word") are not in it. */
#include "core/model/offline/heading_words.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define WORD_BYTES_MAX   32
#define ENDING_BYTES_MIN 4 /* of the word before the ending: "Beijing" and "Florence" are names, "measuring" is not */

static const char *const words[] = {
    "able",      "about",     "above",      "account",  "accounts",  "across",    "action",    "actions",
    "active",    "after",     "again",      "against",  "all",       "alone",     "along",     "already",
    "also",      "always",    "among",      "another",  "answer",    "answers",   "any",       "anything",
    "app",       "apps",      "are",        "area",     "argument",  "arguments", "around",    "article",
    "articles",  "ask",       "asked",      "author",   "authors",   "away",      "back",      "background",
    "backup",    "backups",   "bad",        "bag",      "bags",      "balance",   "bank",      "bar",
    "base",      "basic",     "basics",     "be",       "bed",       "before",    "begin",     "behind",
    "below",     "best",      "better",     "between",  "big",       "bird",      "birds",     "bit",
    "black",     "block",     "blocks",     "blue",     "board",     "boat",      "body",      "book",
    "books",     "both",      "bottom",     "box",      "boxes",     "branch",    "branches",  "bread",
    "break",     "breaks",    "bring",      "brown",    "budget",    "bug",       "bugs",      "build",
    "builds",    "button",    "buttons",    "buy",      "cache",     "call",      "calls",     "camera",
    "can",       "card",      "cards",      "care",     "case",      "cases",     "cat",       "cause",
    "causes",    "cell",      "cells",      "center",   "centre",    "chair",     "change",    "changes",
    "chart",     "charts",    "cheap",      "check",    "checks",    "child",     "children",  "choice",
    "choices",   "choose",    "class",      "classes",  "clean",     "clear",     "client",    "clients",
    "clock",     "clocks",    "close",      "cloth",    "clothes",   "clue",      "coat",      "code",
    "codes",     "coffee",    "cold",       "color",    "colors",    "colour",    "colours",   "column",
    "columns",   "come",      "comes",      "command",  "commands",  "comment",   "comments",  "common",
    "compare",   "complete",  "contact",    "content",  "contents",  "context",   "control",   "controls",
    "cook",      "cooks",     "copies",     "copy",     "core",      "corner",    "cost",      "costs",
    "count",     "course",    "courses",    "cover",    "crash",     "cup",       "current",   "custom",
    "daily",     "damage",    "dark",       "data",     "database",  "date",      "dates",     "day",
    "days",      "dead",      "deal",       "decide",   "deep",      "default",   "defaults",  "design",
    "designs",   "desk",      "detail",     "details",  "device",    "devices",   "did",       "different",
    "dinner",    "directory", "disk",       "disks",    "do",        "document",  "documents", "does",
    "dog",       "done",      "door",       "doors",    "down",      "download",  "downloads", "draft",
    "drafts",    "drawer",    "drawers",    "drink",    "drinks",    "driver",    "drivers",   "dry",
    "during",    "each",      "early",      "easy",     "edit",      "editor",    "editors",   "effect",
    "effects",   "effort",    "either",     "else",     "email",     "emails",    "empty",     "end",
    "ends",      "energy",    "engine",     "enter",    "entries",   "entry",     "error",     "errors",
    "even",      "evening",   "event",      "events",   "ever",      "every",     "everyone",  "everything",
    "example",   "examples",  "expect",     "export",   "exports",   "extra",     "eye",       "face",
    "fact",      "facts",     "fail",       "failed",   "fails",     "family",    "far",       "farm",
    "fast",      "feature",   "features",   "feel",     "feet",      "few",       "field",     "fields",
    "figure",    "figures",   "file",       "files",    "fill",      "filter",    "filters",   "final",
    "find",      "finds",     "fine",       "finish",   "fire",      "first",     "fish",      "fit",
    "five",      "fix",       "fixed",      "fixes",    "flag",      "flags",     "floor",     "flow",
    "folder",    "folders",   "follow",     "food",     "foot",      "for",       "form",      "format",
    "formats",   "forms",     "four",       "frame",    "free",      "fresh",     "friend",    "friends",
    "from",      "front",     "fruit",      "full",     "function",  "functions", "further",   "future",
    "game",      "games",     "garden",     "gate",     "get",       "gets",      "gift",      "give",
    "given",     "gives",     "glass",      "glossary", "goal",      "goals",     "goes",      "gone",
    "good",      "goods",     "gray",       "great",    "green",     "grey",      "ground",    "group",
    "groups",    "grow",      "guard",      "guest",    "guests",    "guide",     "guides",    "hall",
    "hand",      "hands",     "happen",     "happens",  "hard",      "hardware",  "has",       "have",
    "header",    "headers",   "health",     "heart",    "heat",      "heavy",     "height",    "help",
    "her",       "here",      "hidden",     "high",     "hints",     "his",       "history",   "hold",
    "holiday",   "home",      "hot",        "hour",     "hours",     "house",     "houses",    "how",
    "hub",       "human",     "idea",       "ideas",    "image",     "images",    "import",    "imports",
    "in",        "index",     "info",       "input",    "inputs",    "inside",    "install",   "instead",
    "intro",     "is",        "issue",      "issues",   "it",        "item",      "items",     "its",
    "job",       "jobs",      "join",       "journey",  "just",      "keep",      "keeps",     "key",
    "keyboard",  "keys",      "kind",       "kinds",    "kitchen",   "know",      "known",     "knows",
    "label",     "labels",    "land",       "language", "languages", "large",     "last",      "late",
    "latest",    "law",       "layer",      "layers",   "layout",    "lead",      "learn",     "leave",
    "left",      "legal",     "less",       "lesson",   "lessons",   "let",       "letter",    "letters",
    "level",     "levels",    "library",    "licence",  "license",   "life",      "light",     "lights",
    "like",      "limit",     "limits",     "line",     "lines",     "link",      "links",     "list",
    "lists",     "little",    "live",       "load",     "loads",     "local",     "lock",      "locks",
    "log",       "logs",      "long",       "look",     "looks",     "loop",      "loss",      "losses",
    "lost",      "lot",       "love",       "low",      "lunch",     "machine",   "machines",  "made",
    "mail",      "mails",     "main",       "makes",    "man",       "manual",    "manuals",   "many",
    "map",       "market",    "marks",      "match",    "matter",    "matters",   "meal",      "meals",
    "mean",      "means",     "member",     "members",  "memory",    "menu",      "menus",     "merge",
    "message",   "messages",  "metal",      "method",   "methods",   "might",     "milk",      "mind",
    "minute",    "minutes",   "miss",       "mistake",  "mistakes",  "mix",       "mode",      "model",
    "models",    "modern",    "module",     "modules",  "moment",    "money",     "month",     "months",
    "more",      "morning",   "most",       "mount",    "mouse",     "mouth",     "move",      "moves",
    "much",      "museum",    "music",      "must",     "my",        "name",      "names",     "near",
    "need",      "needs",     "network",    "networks", "never",     "new",       "news",      "next",
    "night",     "nights",    "no",         "noise",    "none",      "normal",    "north",     "not",
    "note",      "notes",     "nothing",    "novel",    "now",       "null",      "number",    "numbers",
    "object",    "objects",   "odd",        "off",      "offer",     "office",    "often",     "old",
    "once",      "one",       "only",       "open",     "opens",     "optional",  "options",   "order",
    "orders",    "other",     "others",     "our",      "out",       "outline",   "output",    "outputs",
    "outside",   "over",      "overview",   "own",      "owner",     "owners",    "pack",      "package",
    "packages",  "page",      "pages",      "paid",     "pain",      "paint",     "pair",      "panel",
    "paper",     "papers",    "park",       "part",     "parts",     "pass",      "password",  "passwords",
    "past",      "patch",     "patches",    "path",     "paths",     "pattern",   "patterns",  "pay",
    "peer",      "people",    "phase",      "phone",    "phones",    "photo",     "pick",      "picture",
    "pictures",  "piece",     "pieces",     "pilot",    "place",     "places",    "plain",     "plan",
    "plans",     "plant",     "plants",     "plate",    "please",    "plugin",    "plugins",   "point",
    "points",    "pool",      "poor",       "port",     "ports",     "post",      "posts",     "power",
    "preface",   "price",     "prices",     "print",    "printer",   "printers",  "prints",    "problem",
    "problems",  "process",   "processes",  "product",  "products",  "profile",   "profiles",  "program",
    "programme", "programs",  "progress",   "project",  "projects",  "prompt",    "proof",     "proposal",
    "proposals", "protocol",  "protocols",  "prune",    "pump",      "quality",   "query",     "question",
    "questions", "queue",     "quick",      "quiet",    "quit",      "quote",     "quotes",    "rain",
    "raise",     "range",     "rate",       "rates",    "read",      "reader",    "readers",   "reads",
    "ready",     "real",      "reason",     "reasons",  "recipe",    "recipes",   "record",    "records",
    "red",       "refer",     "remark",     "remarks",  "remote",    "report",    "reports",   "request",
    "requests",  "rest",      "result",     "results",  "return",    "returns",   "review",    "reviews",
    "right",     "risk",      "risks",      "road",     "roads",     "role",      "roles",     "room",
    "rooms",     "root",      "roots",      "route",    "routes",    "row",       "rows",      "rule",
    "rules",     "run",       "runs",       "safe",     "safety",    "said",      "sale",      "sales",
    "salt",      "same",      "sample",     "samples",  "save",      "saves",     "say",       "says",
    "scale",     "scene",     "schedule",   "school",   "scope",     "score",     "screen",    "screens",
    "script",    "scripts",   "sea",        "search",   "season",    "seasons",   "seat",      "second",
    "seconds",   "section",   "sections",   "secure",   "see",       "seed",      "seeds",     "seen",
    "sell",      "send",      "sends",      "sense",    "sensor",    "sensors",   "server",    "servers",
    "service",   "services",  "session",    "sessions", "set",       "sets",      "setup",     "seven",
    "shape",     "share",     "sharp",      "sheet",    "sheets",    "shelf",     "ship",      "short",
    "shot",      "should",    "show",       "shows",    "side",      "sign",      "signs",     "silence",
    "simple",    "since",     "single",     "site",     "sites",     "six",       "size",      "sizes",
    "skill",     "skills",    "skip",       "sleep",    "slot",      "slow",      "small",     "smart",
    "so",        "social",    "software",   "soil",     "solution",  "some",      "someone",   "something",
    "song",      "songs",     "soon",       "sort",     "sound",     "sounds",    "source",    "sources",
    "south",     "space",     "speak",      "special",  "speed",     "spring",    "stack",     "staff",
    "stage",     "stairs",    "stand",      "standard", "star",      "start",     "starts",    "state",
    "states",    "stay",      "steel",      "steep",    "step",      "steps",     "stock",     "stone",
    "stop",      "stops",     "storage",    "store",    "stories",   "story",     "strange",   "street",
    "strict",    "string",    "strings",    "strong",   "student",   "students",  "studio",    "study",
    "stuff",     "style",     "styles",     "subject",  "such",      "sugar",     "sum",       "summary",
    "summer",    "sun",       "support",    "sure",     "survey",    "surveys",   "swap",      "switch",
    "switches",  "system",    "systems",    "tab",      "table",     "tables",    "tag",       "tags",
    "take",      "takes",     "talk",       "talks",    "tall",      "tap",       "tape",      "task",
    "tasks",     "taste",     "tea",        "teach",    "team",      "tell",      "ten",       "term",
    "terms",     "test",      "tests",      "text",     "texts",     "than",      "that",      "the",
    "their",     "them",      "theme",      "themes",   "then",      "theory",    "there",     "these",
    "they",      "thing",     "things",     "think",    "third",     "this",      "those",     "thought",
    "thread",    "threads",   "three",      "through",  "ticket",    "tickets",   "tide",      "time",
    "timer",     "times",     "tip",        "tips",     "title",     "titles",    "to",        "today",
    "together",  "token",     "tokens",     "tomorrow", "too",       "took",      "tool",      "toolbox",
    "tools",     "top",       "topic",      "topics",   "total",     "touch",     "tour",      "toward",
    "towards",   "town",      "track",      "tracks",   "trade",     "traffic",   "trail",     "train",
    "trains",    "transfer",  "transition", "trap",     "travel",    "tree",      "trees",     "trend",
    "trends",    "trial",     "trials",     "trick",    "tricks",    "trip",      "trouble",   "true",
    "trust",     "try",       "tube",       "turn",     "two",       "type",      "types",     "under",
    "unit",      "units",     "until",      "update",   "updates",   "upgrade",   "upgrades",  "upload",
    "upper",     "use",       "used",       "useful",   "user",      "users",     "uses",      "value",
    "values",    "version",   "versions",   "very",     "video",     "videos",    "view",      "views",
    "visit",     "visitor",   "visitors",   "visits",   "visual",    "voice",     "voices",    "volume",
    "wait",      "walk",      "wall",       "walls",    "want",      "wants",     "warm",      "warning",
    "warnings",  "was",       "watch",      "water",    "way",       "ways",      "we",        "weak",
    "wear",      "weather",   "web",        "website",  "week",      "weekend",   "weeks",     "weight",
    "well",      "went",      "were",       "wet",      "what",      "wheel",     "when",      "where",
    "which",     "while",     "white",      "who",      "whole",     "whom",      "whose",     "why",
    "wide",      "widget",    "widgets",    "width",    "wild",      "win",       "wind",      "window",
    "winter",    "with",      "within",     "without",  "wood",      "words",     "work",      "worker",
    "workers",   "workflow",  "works",      "workshop", "world",     "would",     "write",     "writer",
    "writers",   "writes",    "wrong",      "yard",     "year",      "years",     "yellow",    "yes",
    "yesterday", "yet",       "yield",      "you",      "your",      "zero",      "zone",      "zones",
};

static const char *const endings[] = {
    "tion",  "tions", "sion",  "sions", "ment",   "ments", "ness",  "ity",   "ities",  "able",  "ible",
    "ally",  "ously", "fully", "ingly", "ically", "ology", "ance",  "ences", "ence",   "ships", "ship",
    "ures",  "ized",  "ised",  "ating", "cting",  "nting", "rting", "sting", "pping",  "tting", "nning",
    "lling", "izing", "ising", "aging", "iling",  "aling", "ering", "oring", "uring",  "ading", "iding",
    "nding", "lding", "rding", "cking", "rking",  "nking", "asing", "ssing", "ashing", "shing", "ching",
    "ying",  "iving", "aving", "oving", "lying",  "ucing", "acing", "icing", "aming",  "iting"};
static const char *const names[] = {"providence",  "florence",     "constance", "clarence",   "lawrence",   "terrance",
                                    "renaissance", "christianity", "trinity",   "university", "reformation"};

static int compare(const void *key, const void *item) {
    return strcmp(key, *(const char *const *)item);
}

static bool has_ending(const char *word, size_t len) {
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strcmp(word, names[i]) == 0) {
            return false;
        }
    }
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t ending = strlen(endings[i]);
        if (len >= ending + ENDING_BYTES_MIN && strcmp(word + len - ending, endings[i]) == 0) {
            return true;
        }
    }
    return false;
}

bool heading_words_have(const char *word, size_t len) {
    char lower[WORD_BYTES_MAX];
    if (len == 0 || len >= sizeof lower) {
        return false;
    }
    for (size_t i = 0; i < len; i++) {
        lower[i] = word[i] >= 'A' && word[i] <= 'Z' ? (char)(word[i] - 'A' + 'a') : word[i];
    }
    lower[len] = '\0';
    const char *found = lower;
    return bsearch(found, words, sizeof words / sizeof *words, sizeof *words, compare) || has_ending(lower, len);
}
