using Bogus;

namespace Ledger.Benchmarks.Matching;

/// <summary>Names with their usual forms in Cyrillic, Greek, Hebrew, Arabic and Chinese script, from general knowledge.</summary>
internal static class ScriptNames
{
    private static readonly string[][] First =
    [
        ["Emma", "Эмма", "Έμμα", "אמה", "إيما", "艾玛"], ["Liam", "Лиам", "Λίαμ", "ליאם", "ليام", "利亚姆"],
        ["Olivia", "Оливия", "Ολίβια", "אוליביה", "أوليفيا", "奥利维亚"], ["Noah", "Ноа", "Νόα", "נועה", "نوح", "诺亚"],
        ["David", "Дэвид", "Ντέιβιντ", "דוד", "ديفيد", "大卫"], ["Daniel", "Дэниел", "Ντάνιελ", "דניאל", "دانيال", "丹尼尔"],
        ["Sophia", "София", "Σοφία", "סופיה", "صوفيا", "索菲亚"], ["Isabella", "Изабелла", "Ιζαμπέλα", "איזבלה", "إيزابيلا", "伊莎贝拉"],
        ["Robert", "Роберт", "Ρόμπερτ", "רוברט", "روبرت", "罗伯特"], ["Thomas", "Томас", "Τόμας", "תומס", "توماس", "托马斯"],
        ["Anna", "Анна", "Άννα", "אנה", "آنا", "安娜"], ["Victoria", "Виктория", "Βικτόρια", "ויקטוריה", "فيكتوريا", "维多利亚"],
        ["Martin", "Мартин", "Μάρτιν", "מרטין", "مارتن", "马丁"], ["Oscar", "Оскар", "Όσκαρ", "אוסקר", "أوسكار", "奥斯卡"],
        ["Lucas", "Лукас", "Λούκας", "לוקס", "لوكاس", "卢卡斯"], ["Laura", "Лаура", "Λάουρα", "לורה", "لورا", "劳拉"],
        ["Peter", "Питер", "Πίτερ", "פיטר", "بيتر", "彼得"], ["Benjamin", "Бенджамин", "Μπέντζαμιν", "בנימין", "بنيامين", "本杰明"],
        ["Natalie", "Натали", "Νάταλι", "נטלי", "ناتالي", "娜塔莉"], ["Alexander", "Александр", "Αλεξάντερ", "אלכסנדר", "ألكسندر", "亚历山大"],
        ["Harper", "Харпер", "Χάρπερ", "הרפר", "هاربر", "哈珀"], ["Henry", "Генри", "Χένρι", "הנרי", "هنري", "亨利"],
        ["Matthew", "Мэттью", "Μάθιου", "מתיו", "ماثيو", "马修"], ["Zoey", "Зоуи", "Ζόι", "זואי", "زوي", "佐伊"],
    ];

    private static readonly string[][] Last =
    [
        ["Brown", "Браун", "Μπράουν", "בראון", "براون", "布朗"], ["Wilson", "Уилсон", "Γουίλσον", "וילסון", "ويلسون", "威尔逊"],
        ["Taylor", "Тейлор", "Τέιλορ", "טיילור", "تايلور", "泰勒"], ["Anderson", "Андерсон", "Άντερσον", "אנדרסון", "أندرسون", "安德森"],
        ["Martinez", "Мартинес", "Μαρτίνεζ", "מרטינז", "مارتينيز", "马丁内斯"], ["Robinson", "Робинсон", "Ρόμπινσον", "רובינסון", "روبنسون", "罗宾逊"],
        ["Clark", "Кларк", "Κλαρκ", "קלארק", "كلارك", "克拉克"], ["Lewis", "Льюис", "Λιούις", "לואיס", "لويس", "刘易斯"],
        ["Walker", "Уокер", "Γουόκερ", "ווקר", "ووكر", "沃克"], ["Scott", "Скотт", "Σκοτ", "סקוט", "سكوت", "斯科特"],
        ["Green", "Грин", "Γκριν", "גרין", "غرين", "格林"], ["Baker", "Бейкер", "Μπέικερ", "בייקר", "بيكر", "贝克"],
        ["Nelson", "Нельсон", "Νέλσον", "נלסון", "نيلسون", "尼尔森"], ["Carter", "Картер", "Κάρτερ", "קרטר", "كارتر", "卡特"],
        ["Parker", "Паркер", "Πάρκερ", "פרקר", "باركر", "帕克"], ["Edwards", "Эдвардс", "Έντουαρντς", "אדוארדס", "إدواردز", "爱德华兹"],
        ["Morris", "Моррис", "Μόρις", "מוריס", "موريس", "莫里斯"], ["Murphy", "Мерфи", "Μέρφι", "מרפי", "ميرفي", "墨菲"],
        ["Cooper", "Купер", "Κούπερ", "קופר", "كوبر", "库珀"], ["Bailey", "Бейли", "Μπέιλι", "ביילי", "بيلي", "贝利"],
        ["Adams", "Адамс", "Άνταμς", "אדמס", "آدامز", "亚当斯"], ["Hill", "Хилл", "Χιλ", "היל", "هيل", "希尔"],
        ["King", "Кинг", "Κινγκ", "קינג", "كينغ", "金"], ["Miller", "Миллер", "Μίλερ", "מילר", "ميلر", "米勒"],
    ];

    /// <summary>People whose own script is not Latin, with how they spell themselves in it.</summary>
    private static readonly string[][] Natives =
    [
        ["Yuri", "Zhukov", "Юрий", "Жуков"], ["Olga", "Smirnova", "Ольга", "Смирнова"], ["Dmitry", "Shcherbakov", "Дмитрий", "Щербаков"],
        ["Ekaterina", "Volkova", "Екатерина", "Волкова"], ["Sergey", "Kuznetsov", "Сергей", "Кузнецов"], ["Oksana", "Shevchenko", "Оксана", "Шевченко"],
        ["Giorgos", "Papadopoulos", "Γιώργος", "Παπαδόπουλος"], ["Eleni", "Vasileiou", "Ελένη", "Βασιλείου"],
        ["Dimitris", "Nikolaidis", "Δημήτρης", "Νικολαΐδης"], ["Maria", "Georgiou", "Μαρία", "Γεωργίου"], ["Yosef", "Cohen", "יוסף", "כהן"],
        ["Sarah", "Levy", "שרה", "לוי"], ["Moshe", "Peretz", "משה", "פרץ"], ["Rachel", "Mizrahi", "רחל", "מזרחי"],
        ["Mohammed", "Ahmed", "محمد", "أحمد"], ["Tarek", "Farouk", "طارق", "فاروق"], ["Fatima", "Hassan", "فاطمة", "حسن"],
        ["Khaled", "Mansour", "خالد", "منصور"], ["Wei", "Zhang", "伟", "张"], ["Xiaoming", "Li", "小明", "李"], ["Fang", "Wang", "芳", "王"],
        ["Jianguo", "Chen", "建国", "陈"],
    ];

    public static Person Western(Randomizer random)
    {
        var (first, last) = (random.ArrayElement(First), random.ArrayElement(Last));
        return new Person(first[0], last[0], [.. Enumerable.Range(1, 5).Select(script => (first[script], last[script]))]);
    }

    public static Person Native(Randomizer random)
    {
        var name = random.ArrayElement(Natives);
        return new Person(name[0], name[1], [(name[2], name[3])]);
    }

    /// <summary>As it is written in the script: Chinese names the surname first, foreign ones with a point between.</summary>
    public static string Join((string First, string Last) name, Randomizer random) => name.First[0] < '\u3000' ? $"{name.First} {name.Last}"
        : name.Last.Length == 1 && name.First.Length <= 2 && Natives.Any(native => native[2] == name.First) ? name.Last + name.First
        : random.Bool() ? $"{name.First}·{name.Last}" : $"{name.First} {name.Last}";
}
