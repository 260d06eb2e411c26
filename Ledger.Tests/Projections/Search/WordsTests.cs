using Ledger.Projections.Search;

namespace Ledger.Tests.Projections.Search;

public sealed class WordsTests
{
    [Theory]
    [InlineData("Rent, March", "rent march")]
    [InlineData("größe 12", "grosse 12")]
    [InlineData("GRÖSSE GRÖßE Grosse gro\u0308ße", "grosse")]
    [InlineData("INV-2041/7_b", "inv 2041 7 b")]
    [InlineData("Łódź, Kraków", "łodz krakow")]
    [InlineData("İstanbul ISTANBUL", "istanbul")]
    [InlineData("ΟΔΟΣ οδός", "οδοσ")]
    [InlineData("Ёлка ёлка", "елка")]
    [InlineData("ﬁnance ＲＥＦ１２", "finance ref12")]
    [InlineData("Ấm Trần", "am tran")]
    [InlineData("सैलरी 給料 🎉x", "सलरी 給料 x")]
    [InlineData("\U00010400a", "\U00010428a")]
    [InlineData("a\u0000b\tc\u00A0d\u2028e", "a b c d e")]
    [InlineData("a\uD800b\uFFFEc", "a b c")]
    [InlineData("\u0301", "")]
    [InlineData(" ,.-%_", "")]
    [InlineData("", "")]
    [InlineData(null, "")]
    public void Words_are_letters_and_digits_in_small_letters_without_accents(string? text, string words) =>
        string.Join(' ', Words.Of(text)).Should().Be(words);

    [Fact]
    public void Each_word_of_all_texts_stands_there_once() => Words.Of("b a B", null, "c a").Should().Equal("b", "a", "c");

    [Fact]
    public void A_word_does_not_go_on_in_the_next_text() => Words.Of("ab", "cd").Should().Equal("ab", "cd");

    [Fact]
    public void A_long_word_is_known_by_its_beginning()
    {
        Words.Of(new string('a', 500)).Should().Equal(new string('a', Words.MaxLength));
        // Half of a character is none.
        Words.Of($"{new string('a', 99)}\U00010400").Should().Equal(new string('a', 99));
        // One letter that stands for more than one, at the end.
        Words.Of($"{new string('a', 99)}ß").Should().Equal($"{new string('a', 99)}s");
    }

    [Fact]
    public void What_is_normalised_stays_as_it_is()
    {
        for (var c = 0; c <= char.MaxValue; c++)
        {
            var words = Words.Of($"x{(char)c}x");
            Words.Of(string.Join(' ', words)).Should().Equal(words, $"of U+{c:X4}");
            if (char.IsLetter((char)c))
            {
                Words.Of($"X{char.ToUpperInvariant((char)c)}X").Should().Equal(words, $"in capitals, of U+{c:X4}");
            }
        }
    }
}
