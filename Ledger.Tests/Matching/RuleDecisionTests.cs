using Ledger.Api.Matching.Rules;
using Ledger.Projections.Matching;
using Ledger.Projections.Transactions;

namespace Ledger.Tests.Matching;

public sealed class RuleDecisionTests : IDisposable
{
    private static readonly MatchingRules Both = MatchingRules.BuiltIn with { Fields = ["description", "reference"] };

    private readonly UserMatcher _users = new();

    public RuleDecisionTests()
    {
        _users.Put("u1", "Olivia Quartz");
        _users.Put("u2", "Benjamin Holloway");
        _users.Put("t1", "Emma Brown");
        _users.Put("t2", "Emma Brown");
    }

    public void Dispose() => _users.Dispose();

    [Theory]
    [InlineData("Transfer from Olivia Quartz", null, "match", "u1")]
    [InlineData("Transfer from Emma Brown", null, "ambiguous", "t1")]
    [InlineData("Electricity bill", null, "none", null)]
    [InlineData(null, null, "none", null)]
    [InlineData(null, "Olivia Quartz", "none", null)]
    public void The_description_alone_is_read_where_the_rules_say_so(string? description, string? reference, string kind, string? user) =>
        Decide(MatchingRules.BuiltIn, description, reference).Should().Be((kind, user));

    [Theory]
    [InlineData("Rent", "OLIVIA QUARTZ", "match", "u1")]
    [InlineData("from Olivia Quartz", "Olivia Quartz 77", "match", "u1")]
    [InlineData("from Olivia Quartz", "Benjamin Holloway", "ambiguous", "u1")]
    [InlineData("from Olivia Quartz", "Emma Brown", "ambiguous", "u1")]
    public void Two_fields_that_name_two_people_decide_nothing(string? description, string? reference, string kind, string? user)
    {
        var (found, who) = Decide(Both, description, reference);
        found.Should().Be(kind);
        if (kind == "match")
        {
            who.Should().Be(user);
        }
    }

    [Fact]
    public void What_scores_less_than_the_rules_ask_for_is_below_and_what_scores_as_much_is_not()
    {
        var score = Math.Round((decimal)_users.Match("from 0livia Quarz", 2, 0).Users[0].Score, 4);
        score.Should().BeInRange(0.5m, 0.9999m, "else it would prove nothing");

        Decide(MatchingRules.BuiltIn with { MinScore = score }, "from 0livia Quarz", null).Should().Be(("match", "u1"));
        Decide(MatchingRules.BuiltIn with { MinScore = score + 0.0001m }, "from 0livia Quarz", null).Should().Be(("below", "u1"));
    }

    [Fact]
    public void Exact_names_are_those_that_stand_there_letter_by_letter()
    {
        var exact = Both with { Method = RuleWords.ExactNames };
        Decide(exact, "from Olivia Quartz", null).Should().Be(("match", "u1"));
        Decide(Both, "from Olivia Quarz", null).Should().Be(("match", "u1"), "else it would prove nothing");
        Decide(exact, "from Olivia Quarz", null).Should().Be(("none", "u1"));
        // Somebody else is named there too, though not to the letter.
        Decide(exact, "from Olivia Quarz", "Benjamin Holloway").Kind.Should().Be("ambiguous");
    }

    [Theory]
    [InlineData("deposit", "posted", true)]
    [InlineData("deposit", "reversed", false)]
    [InlineData("deposit", "declined", false)]
    [InlineData("deposit", "pending", false)]
    [InlineData("transfer-in", "posted", false)]
    public void Only_what_is_posted_and_of_the_types_of_the_rules_is_looked_at(string type, string status, bool looked) =>
        MatchingRules.BuiltIn.LooksAt(Transaction("x", null) with { Type = type, Status = status }).Should().Be(looked);

    private (string Kind, string? User) Decide(MatchingRules rules, string? description, string? reference)
    {
        var decision = RuleDecision.Of(rules, _users, Transaction(description, reference));
        return (decision.Kind, decision.User?.Id);
    }

    private static WalkedTransaction Transaction(string? description, string? reference) => new()
    {
        Id = "018f3c1e-0000-7000-8000-000000000001",
        AccountId = "a",
        Type = "deposit",
        Status = "posted",
        Description = description,
        Reference = reference,
    };
}
