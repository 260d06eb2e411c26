namespace Ledger.Projections.Matching.Text;

/// <summary>Digits and signs that are written for letters because they look like them.</summary>
internal static class Leet
{
    private const string Letters = "olzeasgtbg";

    /// <summary>The letter that a digit most often stands for.</summary>
    public static char Letter(char digit) => char.IsAsciiDigit(digit) ? Letters[digit - '0'] : digit;

    public static bool StandsFor(char digit, char letter) => digit switch
    {
        '0' => letter is 'o' or 'q' or 'd',
        '1' => letter is 'l' or 'i' or 'j' or 't',
        '2' => letter is 'z' or 'r' or 's',
        '3' => letter is 'e',
        '4' => letter is 'a' or 'h',
        '5' => letter is 's',
        '6' => letter is 'g' or 'b',
        '7' => letter is 't' or 'l' or 'y',
        '8' => letter is 'b',
        '9' => letter is 'g' or 'q' or 'p',
        _ => false,
    };
}
