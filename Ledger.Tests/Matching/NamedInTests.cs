using Ledger.Projections.Matching;

namespace Ledger.Tests.Matching;

/// <summary>Who is meant by a description, kind by kind of what people and banks do to names.</summary>
public sealed class NamedInTests
{
    public static TheoryData<string, string> Plain => Rows(NameCases.Plain);

    public static TheoryData<string, string> Glued => Rows(NameCases.Glued);

    public static TheoryData<string, string> Torn => Rows(NameCases.Torn);

    public static TheoryData<string, string> Signs => Rows(NameCases.Signs);

    public static TheoryData<string, string> Typos => Rows(NameCases.Typos);

    public static TheoryData<string, string> Variants => Rows(NameCases.Variants);

    public static TheoryData<string, string> Scripts => Rows(NameCases.Scripts);

    public static TheoryData<string, string> Unnamed => Rows(NameCases.Unnamed);

    public static TheoryData<string, string, string> Lists
    {
        get
        {
            var rows = new TheoryData<string, string, string>();
            Array.ForEach(ListCases.All, one => rows.Add(one.Users, one.Description, one.Who));
            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Plain))]
    public void A_name_is_found_wherever_it_stands(string description, string who) => Means(NameCases.People, description, who);

    [Theory]
    [MemberData(nameof(Glued))]
    public void Glued_names_are_found(string description, string who) => Means(NameCases.People, description, who);

    [Theory]
    [MemberData(nameof(Torn))]
    public void Torn_names_are_found(string description, string who) => Means(NameCases.People, description, who);

    [Theory]
    [MemberData(nameof(Signs))]
    public void Signs_and_digits_do_not_hide_a_name(string description, string who) => Means(NameCases.People, description, who);

    [Theory]
    [MemberData(nameof(Typos))]
    public void Slips_do_not_hide_a_name(string description, string who) => Means(NameCases.People, description, who);

    [Theory]
    [MemberData(nameof(Variants))]
    public void Nicknames_titles_and_initials_are_understood(string description, string who) => Means(NameCases.People, description, who);

    [Theory]
    [MemberData(nameof(Scripts))]
    public void Names_are_found_across_alphabets(string description, string who) => Means(NameCases.People, description, who);

    [Theory]
    [MemberData(nameof(Unnamed))]
    public void Nobody_is_found_where_nobody_is_named(string description, string who) => Means(NameCases.People, description, who);

    [Theory]
    [MemberData(nameof(Lists))]
    public void The_faults_of_a_list_are_understood(string users, string description, string who) => Means(users.Split("; "), description, who);

    private static void Means(string[] users, string description, string who)
    {
        using var matcher = new UserMatcher();
        for (var i = 0; i < users.Length; i++)
        {
            matcher.Put($"user-{i}", users[i].Trim());
        }

        var answer = matcher.Match(description, 5, 0);

        var several = who.Contains('|', StringComparison.Ordinal) && !users.Contains(who);
        answer.Decision.Should().Be(who.Length == 0 ? MatchDecision.None : several ? MatchDecision.Ambiguous : MatchDecision.Match, Told(answer));
        if (answer.Decision != MatchDecision.None)
        {
            var meant = several ? who.Split('|') : [who];
            answer.Users.Take(meant.Length).Select(user => user.Name).Should().BeEquivalentTo(meant);
        }
    }

    private static string Told(UserMatches answer) => string.Join(" / ", answer.Users.Take(3).Select(user => $"{user.Name} {user.Score}"));

    private static TheoryData<string, string> Rows((string Description, string Who)[] cases)
    {
        var rows = new TheoryData<string, string>();
        Array.ForEach(cases, one => rows.Add(one.Description, one.Who));
        return rows;
    }
}
