namespace Ledger.Projections.Matching.Text;

/// <summary>What stands before a letter.</summary>
internal enum Gap : byte
{
    None,

    /// <summary>A capital after a small letter, a digit beside a letter, the next sign of a script of syllables.</summary>
    Seam,
    Punctuation,
    Space,
}

/// <summary>A letter or digit of a text in its plain form.</summary>
/// <param name="Letter">a to z, 0 to 9, or a letter that nothing plainer is known for.</param>
/// <param name="Source">Where in the text it comes from, in UTF-16 units.</param>
/// <param name="SourceEnd">Where that ends.</param>
/// <param name="Foreign">Romanised from another script, so that it is only near to how the name is spelt in Latin letters.</param>
internal readonly record struct Glyph(char Letter, int Source, int SourceEnd, Gap Before, bool Foreign)
{
    public bool IsDigit => char.IsAsciiDigit(Letter);
}
