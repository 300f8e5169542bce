/* Words that are surely no names: a list of ordinary ones, and endings. Words that are far more often a
 * name ("Windows", "Mark", "Kubernetes") are not in it. */
#include "core/stylist/heading_words.h"

#include <string.h>

#define WORD_BYTES_MAX   32
#define ENDING_BYTES_MIN 4 /* of the word before the ending: "Beijing" and "Florence" are names, "measuring" is not */

/* By first letter; each word between two spaces. */
static const char *const words[26] = {
    " abilities able about above absence academic access account accounts across action actions active "
    "adapter advice after again against agenda agreement aim alarm album alert algorithm all alone along "
    "already also always among amount analysis animal annual another answer answers any anything app "
    "appeal appendix application approach apps archive archives are area argument arguments around "
    "arrival article articles ask asked aspect aspects assembly asset assets assistant attempt attic "
    "author authors autumn average award awards away axis ",
    " back background backlog backup backups bad badge bag bags bakery balance balcony ball band bank bar "
    "barn barrel base basement basic basics basket batteries battery be bed before begin beginner "
    "beginners behind bell bells below bench benches benefit benefits best better between bicycle big "
    "bike bin bins bird birds bit black block blocks blue board boat body bonus book books border both "
    "bottle bottom bowl box boxes brain brake brakes branch branches bread break breaks bridge brief "
    "briefing bring broken brown brush bucket budget buffer bug bugs build builder building buildings "
    "builds bundle bus business button buttons buy ",
    " cabinet cable cables cache calendar call calls camera camp campaign can candle canteen capacity "
    "captain caption card cards care case cases cat catalog catalogue cause causes cell cellar cells "
    "center central centre century certain certificate certificates chain chair challenge chance change "
    "changes channel channels chapter character characters charity chart charts cheap check checklist "
    "checks cheese chief child children choice choices choir choose church circle city claim class "
    "classes classroom clean cleaner cleanup clear client clients climate clinic clock clocks close "
    "closed closing cloth clothes clue cluster coach coast coat code codes coffee cold collection color "
    "colors colour colours column columns combine come comes comfort command commands comment comments "
    "committee common community company compare comparison competition complete compost computer "
    "computers concert conclusion conclusions condition conditions conference conflict connection "
    "consequences consumption contact content contents contest context contract contracts contrast "
    "contribution contributors control controls converter cook cookie cookies cooking cooks copies copy "
    "core corner cost costs count counter country couple course courses court cover crash crew crop cross "
    "crowd cup cupboard current curve custom cycle ",
    " daily damage dance danger dark dashboard data database date dates day days dead deadline deadlines "
    "deal debate debt decade decide decision decisions decline decoder deep default defaults degree delay "
    "delays delivery demand demo department deposit depth description design designer designs desk "
    "desktop detail details development device devices diagram diary dictionary did diet difference "
    "differences different difficulties digital dinner direction directory discount discovery discussion "
    "disease disk disks display distance district division do doctor document documents does dog domain "
    "donation done door doors doubt dough down download downloads downtime draft drafts drawer drawers "
    "drawing drawings dream dress drill drink drinks driver drivers dry during dust duty ",
    " each early earth easy edit editing editor editorial editors effect effects effort egg eggs either "
    "electric electrical electricity element elements elevator else email emails emergency emission "
    "employee employees empty encoder encryption end endpoint ends enemy energy engine engineer "
    "engineering engineers enough enter entrance entries entry envelope environment equal equipment error "
    "errors estimate estimates evaluation even evening event events ever every everyone everything "
    "evidence exam example examples exams exchange exercise exercises exhibition exit expect expense "
    "expenses experience experiment experiments expert experts export exports expression extension "
    "extensions external extra eye ",
    " fabric face fact factor factors factory facts fail failed fails fair fall familiar family fan far "
    "farm farmer farmers fashion fast fault faults feature features fee feedback feel feet fence festival "
    "few fibre fiction field fields fight figure figures file files fill film films filter filters final "
    "finance find findings finds fine finger finish fire firewall firmware first fish fit five fix fixed "
    "fixes flag flags flat flavour flight float flood floor flour flow flower flowers focus folder "
    "folders follow font fonts food foot football for forecast forecasts foreign forest forget form "
    "format formats forms formula fortune forum foundation four fraction frame framework free freedom "
    "freezer freight fresh fridge friend friends from front fruit fuel full function functions fund "
    "funding furniture further fuse future ",
    " gain gallery game games gap gaps garage garbage garden gas gate gateway gear generation generator "
    "geometry get gets gift give given gives glance glass glossary glue goal goals goes gold gone good "
    "goods grade grades grading grain grammar grant graph graphs grass gravity gray great green grey grid "
    "ground group groups grow guarantee guard guest guests guide guides guitar ",
    " habit habits hall hammer hand handbook handle handling hands happen happens happiness harbor harbour "
    "hard hardware harvest has hat have header headers headline headquarters health hearing heart heat "
    "heater heating heavy hedge height help her herbarium here hero hidden high hiking hill hints hire "
    "his history hold holiday home homework honey hook hospital host hosting hosts hot hotel hour hours "
    "house household houses how hub human humour hunting ",
    " ice icon icons idea ideas identity illness image images impact import imports in incident incidents "
    "income increase independent index individual industry influence info initial innovation input inputs "
    "insect insects inside inspection install installation installer instance instances instead "
    "instructions instrument instruments insurance integer integration intelligence interest interface "
    "interfaces interior internal internet interpreter interval intervals interview interviews intro "
    "introduction inventory investment invitation invoice invoices iron is island isolation issue issues "
    "it item items its ",
    " jar job jobs join joint joke journal journey judge jury just justice ",
    " keep keeps kernel kettle key keyboard keys kid kids kind kinds kit kitchen kits knee knife knot know "
    "knowledge known knows ",
    " label labels laboratory ladder lake lamp lamps land lane language languages laptop large last late "
    "latency latest laundry law lawn laws layer layers layout lead leaf leaflet leaks learn leather leave "
    "lecture lecturer lectures left legal legend lemon lending length lens less lesson lessons let letter "
    "letters level levels library licence license life light lights like limit limits line lines link "
    "links liquid list lists literature little live load loads local lock locks log logic logo logs long "
    "longer look looks loop lorry loss losses lost lot love low luck lunch luxury ",
    " machine machines made magazine mail mailbox mails main maintainer maintainers maintenance majority "
    "makes man management manager manners manual manuals manufacturer many map margin marker market "
    "marketing marks marriage mast master match material materials mathematics matter matters maximum "
    "mayor meadow meal meals mean means measure measurement measures measuring mechanism medicine medium "
    "meeting meetings melody member members memory mental mentor menu menus merge message messages "
    "metadata metal meter method methods metre metrics microphone microphones middle might migration mile "
    "milk mill mind minimum minor minority minute minutes mirror miss mission mistake mistakes mix mixed "
    "mixer mobile mode model models modern modest module modules moment money monitor monitoring month "
    "monthly months mood moon more morning most motion motor mount mountain mouse mouth move movement "
    "moves much multiple muscle museum music musician must my ",
    " name names nature navigation near need needs neighbor neighbors neighbour neighbourhood neighbours "
    "network networks neutral never new news newspaper next night nights no nobody noise none normal "
    "north not note notebook notebooks notes nothing notice novel now null number numbers nursery nut ",
    " oak object objective objectives objects observation observations obstacle occasion ocean odd odds "
    "off offer office officer official often oil old once one only open opens operation operations "
    "operator operators opinion opinions opportunity opposite optional options orchard orchestra order "
    "orders organ organic organisation organization organizer origin original origins other others our "
    "out outage outcome outcomes outlet outline output outputs outside oven over overflow overhead "
    "overview own owner owners oxygen ",
    " pace pack package packages packet packets pad page pages paid pain paint painting pair palace pan "
    "panel paper papers parameter parameters parcel parent parents park parking parser part participants "
    "particle partner partners parts party pass passage passenger passengers password passwords past "
    "patch patches path paths patient patients pattern patterns pay payment payments peace pedal peer pen "
    "penalty pencil people percent perfect performance period periods permission permissions permit "
    "permits person personal personality perspective petition phase philosophy phone phones photo phrase "
    "physical physics piano pick picture pictures pie piece pieces pile pilot pin pipe pipeline pipes "
    "pitch place places plain plan planet planning plans plant plants plastic plate platform playground "
    "please pleasure plot plug plugin plugins pocket poem poet poetry point points poison pole police "
    "policies policy politics pollution pond pool poor popular population port portfolio ports position "
    "positions positive post postage postcard poster posters posts pot potato power practical practice "
    "practices precision preface preference preferences presence present presentation president press "
    "pressure prevention previous price prices primary prime principal principle principles print printer "
    "printers prints priorities priority prison privacy private prize problem problems procedure "
    "procedures process processes product production products profession professional professor "
    "proficiency profile profiles profit program programme programs progress project projects prompt "
    "proof proper properties property proportion proposal proposals prose protection protocol protocols "
    "provider providers prune public publication publications publisher pump punctuality pupil pupils "
    "purchase pure purpose purposes puzzle ",
    " quality quantity quarter quarterly quarters query question questionnaire questions queue quick quiet "
    "quit quota quote quotes ",
    " rabbit race rack radio rail railway rain raise random range rapid rare rate rates raw reaction "
    "reactive read reader readers reads ready real reason reasons receipt receipts reception recipe "
    "recipes record records red reduction redundancy refer reference references reflection reform refund "
    "regime region regional register registration registry regular rehearsal rehearsals relation "
    "relations relationship release releases relevance relief religion remark remarks reminder reminders "
    "remote removal rent rental repair repairs repeat replacement reply report reports repository "
    "representation reputation request requests rescue research researcher researchers reserve residents "
    "resolution resource resources respect response responses rest restaurant restore restriction result "
    "results retained return returns review reviews revision revisions revolution reward rhythm rice rich "
    "ride right ring risk risks river road roads role roles roof room rooms root roots rope rotation "
    "rough route routes routine routines row rows rubber rubbish rule rules run runs ",
    " sack safe safety said sail sailing salad salary sale sales salt same sample samples sand satellite "
    "save saves say says scale scan scanner scene schedule school science sciences scientific scientist "
    "scissors scope score screen screens script scripts sculpture sea seal search season seasons seat "
    "second seconds secret secretary secrets section sections sector secure see seed seeds seen segment "
    "segments selection self sell semester seminar send sends sense sensitive sensor sensors sentence "
    "sentences separate sequence serial series serious server servers service services session sessions "
    "set sets setting settings setup seven sewing shadow shame shape share shared sharp shed sheep sheet "
    "sheets shelf shelter shelves shift shifts ship shipping shirt shock shoe shoes short shot should "
    "show shower shows sick side sight sign signal signals signature signs silence silver similar simple "
    "since single sink siren site sites situation six size sizes ski skill skills skin skip sky sleep "
    "slice slide slides slope slot slow slowdown small smart smoke smooth snow so soap social society "
    "socket sockets soft software soil solar soldier solid solution some someone something song songs "
    "soon sort sorting soul sound sounds soup source sources south southern space spare speak speaker "
    "speakers special specification spectrum speech speed spelling spice spirit spoon sport sports spot "
    "spring square stable stack stadium staff stage stain stairs stamp stand standard standards star "
    "start starts startup state statement statements states static station stations statistics status "
    "stay steam steel steep step steps stew stick stock stone stop stops storage store stories storm "
    "story stove strange stranger strategies strategy stream street stress strict strike string strings "
    "strong structure structures struggle student students studio study stuff stupid style styles subject "
    "subscription substance subtitle success such sugar suggestion suggestions suitable suite sum summary "
    "summer sun supper supplier suppliers supply support sure surface surprise survey surveys suspect "
    "swap sweet swimming switch switches symbol symbols sympathy symptom symptoms syntax system systems ",
    " tab table tables tactics tag tags tail take takes tale talk talks tall tank tap tape target targets "
    "task tasks taste tasting taxes taxi tea teach team technical technician technique techniques "
    "technology telephone television tell temperature temperatures template templates temporary ten "
    "tenant tennis tension tent term terminal terminology terms terrace territory test tests text "
    "textbook textile texts than that the their them theme themes then theory there thermometer these "
    "thesis they thing things think third this those thought thread threads threat three threshold "
    "through thunder ticket tickets tide tile time timeline timeout timer times timetable tiny tip tips "
    "tiredness tissue title titles to toast today together toilet token tokens tomorrow tone tongue too "
    "took tool toolbox tools tooth top topic topics torch total touch tour tourist tourists toward "
    "towards tower town toy traces track tracks trade tradition traditional traditions traffic trail "
    "train training trains transaction transactions transfer transition translation translations "
    "translator translators transmission transmitter transport trap travel traveler treasure treatment "
    "treaty tree trees trend trends trial trials tribe trick tricks trip trouble true trust try tube "
    "tunnel turn tutor tutorial tutorials two type typeface types ",
    " ugly umbrella uncertainty under understanding uniform union unit units universal university until "
    "unusual update updates upgrade upgrades upload upper upstream urban urgent usage use used useful "
    "user users uses usual ",
    " vacation valley value values valve valves van variable variables variant variants variety vegetable "
    "vegetables vehicle vehicles vendor vendors version versions very video videos view views village "
    "vinegar violence virtual virtue vision visit visitor visitors visits visual vocabulary voice voices "
    "volume volunteer volunteers vote votes voyage ",
    " wage waist wait waiting walk wall walls want wants warm warning warnings was waste watch watches "
    "water wave waves way ways we weak weakness wealth weapon wear weather web website wedding week "
    "weekend weekly weeks weight welcome well went were western wet whale what wheat wheel when where "
    "which while whistle white who whole whom whose why wide widget widgets widow width wild wildlife "
    "willow win wind window wine wing wings winner winners winter wire wireless wires wiring wisdom wish "
    "wishes with within without witness woman women wood wool words work workaround worker workers "
    "workflow workload works workshop world worry worth would wrist write writer writers writes wrong ",
    "  ",
    " yard year years yellow yes yesterday yet yield you your youth ",
    " zero zone zones zoo ",
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

static bool is_listed(const char *word, size_t len) {
    char key[WORD_BYTES_MAX + 2] = " ";
    memcpy(key + 1, word, len);
    key[len + 1] = ' ';
    return word[0] >= 'a' && word[0] <= 'z' && strstr(words[word[0] - 'a'], key);
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
    return has_ending(lower, len) || is_listed(lower, len);
}
