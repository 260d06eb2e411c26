using System.Text.Json;
using Ledger.Projections.Matching;

namespace Ledger.Tests.Matching;

public sealed class UserMatcherTests : IDisposable
{
    private const string FromEmma = "Transfer from Emma Brown for Deel, ref kKx5IWycb93DACC//943167654914//CNTR";
    private readonly UserMatcher _matcher = new();

    public void Dispose() => _matcher.Dispose();

    [Fact]
    public void An_empty_list_matches_nobody() => _matcher.Match(FromEmma, 10, 0).Should().BeEquivalentTo(UserMatches.Nobody);

    [Fact]
    public void A_new_user_is_found_at_once_and_a_removed_one_no_more()
    {
        _matcher.Put("emma", "Emma Brown");
        _matcher.Match(FromEmma, 10, 0).Users.Should().ContainSingle().Which.Id.Should().Be("emma");

        _matcher.Remove("emma");

        _matcher.Match(FromEmma, 10, 0).Should().BeEquivalentTo(UserMatches.Nobody);
        _matcher.Count.Should().Be(0);
    }

    [Fact]
    public void A_renamed_user_is_found_by_the_new_name_only()
    {
        _matcher.Put("emma", "Emma Brown");
        _matcher.Put("emma", "Noah Baker");

        _matcher.Match(FromEmma, 10, 0).Decision.Should().Be(MatchDecision.None);
        _matcher.Match("from Noah Baker", 10, 0).Users[0].Id.Should().Be("emma");
        _matcher.Count.Should().Be(1);
    }

    [Fact]
    public void To_remove_an_unknown_user_changes_nothing()
    {
        _matcher.Put("emma", "Emma Brown");

        _matcher.Remove("noah");

        _matcher.Match(FromEmma, 10, 0).Decision.Should().Be(MatchDecision.Match);
    }

    [Fact]
    public void The_limit_cuts_the_list_and_not_the_total_or_the_decision()
    {
        _matcher.Put("a", "Emma Brown");
        _matcher.Put("b", "Emma Brown");
        _matcher.Put("c", "Emma Brown");

        var answer = _matcher.Match(FromEmma, 2, 0.5);

        answer.Users.Should().HaveCount(2);
        answer.Total.Should().Be(3);
        answer.Decision.Should().Be(MatchDecision.Ambiguous);
        _matcher.Match(FromEmma, 0, 0.5).Decision.Should().Be(MatchDecision.Ambiguous);
    }

    [Fact]
    public void Users_below_the_least_score_are_left_out()
    {
        _matcher.Put("emma", "Emma Brown");
        _matcher.Put("other", "Emma Green");

        _matcher.Match(FromEmma, 10, 0).Users.Should().HaveCount(2);
        _matcher.Match(FromEmma, 10, 0.5).Users.Should().ContainSingle();
        _matcher.Match(FromEmma, 10, 1.1).Should().BeEquivalentTo(UserMatches.Nobody);
    }

    [Fact]
    public void Users_come_best_first_with_scores_between_0_and_1()
    {
        _matcher.Put("first", "Emma");
        _matcher.Put("typo", "Emma Borwn");
        _matcher.Put("exact", "Emma Brown");

        var users = _matcher.Match(FromEmma, 10, 0).Users;

        users.Select(user => user.Id).Should().Equal("exact", "typo", "first");
        users.Select(user => user.Score).Should().BeInDescendingOrder().And.OnlyContain(score => score > 0 && score < 1);
    }

    [Theory]
    [InlineData("Emma Brown", "Emma", MatchKind.Exact, "Brown", MatchKind.Exact)]
    [InlineData("Ema Brown", "Ema", MatchKind.Typo, "Brown", MatchKind.Exact)]
    [InlineData("EmmaBrown", "Emma", MatchKind.Glued, "Brown", MatchKind.Glued)]
    [InlineData("Em ma Br;own", "Em ma", MatchKind.Torn, "Br;own", MatchKind.Torn)]
    [InlineData("Em Brown", "Em", MatchKind.Nickname, "Brown", MatchKind.Exact)]
    [InlineData("E. Brown", "E", MatchKind.Initial, "Brown", MatchKind.Exact)]
    [InlineData("Эмма Браун", "Эмма", MatchKind.Transliterated, "Браун", MatchKind.Transliterated)]
    public void Evidence_says_which_words_were_found_and_how(string written, string first, MatchKind firstKind, string last, MatchKind lastKind)
    {
        _matcher.Put("emma", "Emma Brown");

        var description = $"Transfer from {written}, rent";
        var evidence = _matcher.Match(description, 1, 0).Users[0].Evidence;

        evidence.Select(word => (word.NameWord, word.Text, word.Kind)).Should().Equal(("emma", first, firstKind), ("brown", last, lastKind));
        evidence.Should().OnlyContain(word => description.Substring(word.Start, word.Text.Length) == word.Text);
    }

    [Fact]
    public void An_answer_can_be_written_as_JSON()
    {
        _matcher.Put("emma", "Emma Brown");

        var json = JsonSerializer.Serialize(_matcher.Match(FromEmma, 1, 0), JsonSerializerOptions.Web);

        json.Should().Contain("\"nameWord\":\"emma\"").And.Contain("\"score\":0.9");
    }

    [Fact]
    public void What_most_descriptions_say_names_nobody()
    {
        _matcher.Put("company", "Northwind");
        _matcher.Put("emma", "Emma Brown");
        const string Unnamed = "Northwind rent, 4711";
        _matcher.Match(Unnamed, 1, 0).Decision.Should().Be(MatchDecision.Match, "nothing is known yet of how payments are worded");

        for (var i = 0; i < 50; i++)
        {
            _matcher.ObserveDescription($"Northwind {(i % 2 == 0 ? "rent" : "salary")} {i}");
        }

        _matcher.Match(Unnamed, 1, 0).Decision.Should().Be(MatchDecision.None);
        _matcher.Match("Northwind rent Emma Brown", 1, 0).Users[0].Id.Should().Be("emma");
    }

    [Fact]
    public void The_system_of_the_tests_has_ICU() => UserMatcher.HasIcu.Should().BeTrue();
}
