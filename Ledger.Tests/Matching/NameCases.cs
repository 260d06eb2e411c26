namespace Ledger.Tests.Matching;

/// <summary>Descriptions and who is meant: a name of the list, none, or several with <c>|</c> between them.</summary>
internal static partial class NameCases
{
    public const string Nobody = "";

    public static readonly string[] People =
    [
        "Emma Brown", "Zoey Howard", "Matthew King", "Harper Adams", "Henry Hill", "Elizabeth Stone", "Christopher Walker", "Aria Long",
        "William Turner", "Daniel O'Connor", "Sofia García López", "Jürgen Müller", "Anna Smith-Jones", "Mohammed Al-Fayed", "Grace Lee",
        "Olivia Wright", "Margaret Thompson", "Dirk van Dijk", "Leo Ng", "Amelia Louise Cooper", "Benjamin Scott", "Deel", "Dee Long", "",
        "Victoria Evans", "Robert Clarke", "Abigail Foster", "Noah Baker", "Lucas Green", "Chloe Parker",
    ];

    public static readonly (string Description, string Who)[] Plain =
    [
        ("Transfer from Emma Brown for Deel, ref kKx5IWycb93DACC//943167654914//CNTR", "Emma Brown"),
        ("From Emma Brown for Deel, ref 8Hh2LmQpZs1xACC//123456789012//CNTR", "Emma Brown"),
        ("ref 41FhWzvdPr0wACC//781928311221//CNTR Emma Brown", "Emma Brown"),
        ("Emma Brown ref 41FhWzvdPr0wACC//781928311221//CNTR", "Emma Brown"),
        ("ref: Emma Brown, 41FhWzvdPr0wACC//781928311221", "Emma Brown"),
        ("CC Emma Brown 41FhWzvdPr0wACC//781928311221", "Emma Brown"),
        ("Payment received from Olivia Wright", "Olivia Wright"),
        ("WRIGHT OLIVIA SEPA CREDIT 2026-03-01", "Olivia Wright"),
        ("Invoice 20391 / Noah Baker / rent March", "Noah Baker"),
        ("Überweisung von Jürgen Müller, Miete", "Jürgen Müller"),
        ("Transferencia de Sofía García López", "Sofia García López"),
        ("virement de la part de Chloe Parker", "Chloe Parker"),
        ("Benjamin Scott", "Benjamin Scott"),
        ("for Deel, ref 9xKd82JsLq0PACC//889123471234//CNTR from Lucas Green", "Lucas Green"),
        ("ROBERT CLARKE", "Robert Clarke"),
        ("robert clarke", "Robert Clarke"),
        ("rObErT cLaRkE for Deel", "Robert Clarke"),
    ];

    public static readonly (string Description, string Who)[] Glued =
    [
        ("From zoeyhowardfor Deel, ref 5azQbS8RncclACC//232629832094//CNTR", "Zoey Howard"),
        ("From ZoeyHoward for Deel, ref 5azQbS8RncclACC//232629832094//CNTR", "Zoey Howard"),
        ("FromZoeyHowardforDeel,ref5azQbS8RncclACC//232629832094//CNTR", "Zoey Howard"),
        ("Transferfrommatthewkingfor Deel", "Matthew King"),
        ("fromemmabrown", "Emma Brown"),
        ("BrownEmma ref 12", "Emma Brown"),
        ("henryhillref kKx5IWycb93DACC//943167654914//CNTR", "Henry Hill"),
        ("ref kKx5IWycb93DACC//943167654914//CNTREmma Brown", "Emma Brown"),
        ("kKx5IWycb93DACCEmma Brown", "Emma Brown"),
        ("Emma BrownkKx5IWycb93DACC", "Emma Brown"),
        ("ref kKx5IWycb93DACC//943167654914//CNTRolivia wright", "Olivia Wright"),
        ("OLIVIAWRIGHT943167654914", "Olivia Wright"),
        ("PAYMENTFROMNOAHBAKER", "Noah Baker"),
        ("amelialouisecooper", "Amelia Louise Cooper"),
        ("From chloeparkerfor Deel", "Chloe Parker"),
    ];

    public static readonly (string Description, string Who)[] Torn =
    [
        ("Hen ry Hill", "Henry Hill"),
        ("From Hen ry Hill for Deel, ref 8Hh2LmQpZs1xACC//123456789012//CNTR", "Henry Hill"),
        ("Ma tthew K ing for Deel", "Matthew King"),
        ("Eliza beth St one", "Elizabeth Stone"),
        ("From E mma Brow n for Deel", "Emma Brown"),
        ("Emma ref kKx5IWycb93DACC//943167654914//CNTR Brown", "Emma Brown"),
        ("From Harper for Deel, ref 5azQbS8RncclACC//232629832094//CNTR Adams", "Harper Adams"),
        ("Adams ref 5azQbS8RncclACC//232629832094//CNTR Harper", "Harper Adams"),
        ("Chr istop her Walker", "Christopher Walker"),
        ("O l i v i a Wright", "Olivia Wright"),
        ("B E N J A M I N S C O T T", "Benjamin Scott"),
        ("From Abi gail Fos ter for Deel", "Abigail Foster"),
    ];

    public static readonly (string Description, string Who)[] Signs =
    [
        ("Matthe';w Ki|ng", "Matthew King"),
        ("From Matthe';w Ki|ng for Deel, ref 8Hh2LmQpZs1xACC//123456789012//CNTR", "Matthew King"),
        ("Harper580Adams", "Harper Adams"),
        ("Transfer from Harper580Adams for Deel, ref 8Hh2LmQpZs1xACC//123456789012//CNTR", "Harper Adams"),
        ("Harper.Adams", "Harper Adams"),
        ("harper_adams", "Harper Adams"),
        ("Harper|Adams for Deel", "Harper Adams"),
        ("Harper!!Adams", "Harper Adams"),
        ("Har-per Ad@ams", "Harper Adams"),
        ("Em'ma Br;own", "Emma Brown"),
        ("Emma*Brown/2291", "Emma Brown"),
        ("ARIA L0NG for Deel", "Aria Long"),
        ("AR1A L0NG", "Aria Long"),
        ("Ar1a Lon9", "Aria Long"),
        ("M4tth3w K1ng", "Matthew King"),
        ("W1ll14m Turn3r", "William Turner"),
        ("3mma 8rown", "Emma Brown"),
        ("E1izabeth 5tone", "Elizabeth Stone"),
        ("Em7ma Br2own for Deel", "Emma Brown"),
        ("Oliv8ia Wri3ght", "Olivia Wright"),
        ("Robert6Clarke", "Robert Clarke"),
        ("From Daniel OConnor", "Daniel O'Connor"),
        ("From Daniel O Connor", "Daniel O'Connor"),
        ("From Daniel O’Connor", "Daniel O'Connor"),
        ("Anna Smith Jones", "Anna Smith-Jones"),
        ("Anna SmithJones", "Anna Smith-Jones"),
        ("Anna Smith", "Anna Smith-Jones"),
    ];
}
