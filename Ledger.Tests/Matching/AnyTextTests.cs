using System.Text;
using Ledger.Projections.Matching;

namespace Ledger.Tests.Matching;

/// <summary>No text, however strange, breaks the matcher, and no number of threads.</summary>
public sealed class AnyTextTests
{
    private static readonly string[] Odd =
    [
        "\ud800", "\udc00Emma", "Emma\ud800", "\u0301\u0301", "\u200b", "\ufeff", "𠀀𠀁", "🎉 Emma 🎉 Brown", "ﬁﬂ", "İıſ", "ǅ", "ﷺ", "\u202eemma\u202c", "٣٤", "१२", "ｱｲｳ", "가나다",
        "ไทย", "ಕನ್ನಡ", "\0", "\t\n", "́", "Ⅳ", "①②", "ªº", "ß", "ŒÆ", "a\u0300\u0301\u0302", "__--__", "''''", new string('a', 5000), new string('1', 5000), "ééé",
    ];

    [Fact]
    public void Odd_texts_as_names_and_descriptions_are_taken()
    {
        using var matcher = new UserMatcher();
        for (var i = 0; i < Odd.Length; i++)
        {
            matcher.Put($"odd-{i}", Odd[i]);
            matcher.Put($"long-{i}", $"Emma {Odd[i]} Brown");
        }

        foreach (var one in Odd)
        {
            matcher.ObserveDescription(one);
            matcher.Match(one, 10, 0).Users.All(user => user.Score is > 0 and < 1).Should().BeTrue();
            matcher.Match($"From Emma {one} Brown", 10, 0).Should().NotBeNull();
        }
    }

    [Fact]
    public void Random_texts_are_taken()
    {
        var random = new Random(20_261);
        using var matcher = new UserMatcher();
        for (var i = 0; i < 300; i++)
        {
            matcher.Put($"user-{i % 50}", Some(random, 12));
            matcher.Match(Some(random, 40), 5, 0).Total.Should().BeGreaterThanOrEqualTo(0);
        }
    }

    [Fact]
    public async Task Questions_are_answered_while_the_list_changes()
    {
        using var matcher = new UserMatcher();
        matcher.Put("emma", "Emma Brown");
        var changes = Task.Run(() =>
        {
            for (var i = 0; i < 400; i++)
            {
                matcher.Put($"user-{i % 20}", $"Noah Baker{(char)('a' + (i % 26))}{(char)('a' + (i % 25))}");
                matcher.Remove($"user-{(i + 7) % 20}");
            }
        }, TestContext.Current.CancellationToken);

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
            Enumerable.Range(0, 100).Select(_ => matcher.Match("From Emma Brown for Deel", 1, 0).Users[0].Id).Distinct().ToList(), TestContext.Current.CancellationToken)));
        await changes;

        answers.SelectMany(ids => ids).Distinct().Should().Equal("emma");
    }

    private static string Some(Random random, int most)
    {
        var text = new StringBuilder();
        for (var i = random.Next(most); i >= 0; i--)
        {
            text.Append(random.Next(3) switch { 0 => (char)random.Next(0x20, 0x7f), 1 => (char)random.Next(0x80, 0x700), _ => (char)random.Next(0, 0x10000) });
        }

        return text.ToString();
    }
}
