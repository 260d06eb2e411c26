using Ledger.Projections.Matching;

namespace Ledger.Tests.Matching;

/// <summary>In a long list only a part of the names is compared: what is chosen must hold the right one.</summary>
public sealed class ManyUsersTests
{
    private static readonly Lazy<UserMatcher> Long = new(Make);

    [Theory]
    [InlineData("From Zenobia Quartermain for Deel", "Zenobia Quartermain")]
    [InlineData("from zenobiaquartermainfor Deel", "Zenobia Quartermain")]
    [InlineData("Zen obia Quartermian", "Zenobia Quartermain")]
    [InlineData("Quartermain ref kKx5IWycb93DACC//943167654914//CNTR Zenobia", "Zenobia Quartermain")]
    [InlineData("Z3n0bia Qu4rterma1n", "Zenobia Quartermain")]
    [InlineData("Lizzie Featherstonehaugh", "Elizabeth Featherstonehaugh")]
    [InlineData("From Li Wu for Deel", "Li Wu")]
    [InlineData("Зенобия Куартермейн", "Zenobia Quartermain")]
    [InlineData("Thaddeus Ivanovich", "Тадеуш Иванович")]
    public void The_right_one_is_found_among_many(string description, string who)
    {
        var answer = Long.Value.Match(description, 3, 0);

        answer.Decision.Should().Be(MatchDecision.Match);
        answer.Users[0].Name.Should().Be(who);
    }

    [Theory]
    [InlineData("ref 41FhWzvdPr0wACC//781928311221//CNTR")]
    [InlineData("From Zenobia Outlander for Deel")]
    public void Nobody_is_found_by_chance_among_many(string description) => Long.Value.Match(description, 3, 0).Decision.Should().Be(MatchDecision.None);

    private static UserMatcher Make()
    {
        var matcher = new UserMatcher();
        string[] starts = ["bar", "cel", "dor", "fen", "gal", "hin", "jor", "kel", "lam", "mor", "nel", "pas", "rod", "sil", "tor", "val", "wes"];
        string[] ends = ["dan", "vert", "mond", "wick", "ston", "berg", "field", "son", "ley", "croft", "ham", "dale", "worth", "shaw", "man"];
        var i = 0;
        foreach (var name in from one in starts from two in ends from three in starts from four in ends.Take(2) select $"{one}{two} {three}{four}{two}")
        {
            matcher.Put($"user-{i++}", name);
        }

        matcher.Put("zenobia", "Zenobia Quartermain");
        matcher.Put("elizabeth", "Elizabeth Featherstonehaugh");
        matcher.Put("li", "Li Wu");
        matcher.Put("tadeusz", "Тадеуш Иванович");
        return matcher;
    }
}
