using Ledger.Api.Matching.Rules;
using Ledger.Tests.Support.Service;

namespace Ledger.Tests.Matching;

public sealed class RulesFileTests : IDisposable
{
    internal const string Good = """{"version":"2026-11","method":"names","minScore":0.95,"fields":["description","reference"],"types":["deposit"]}""";

    private readonly ServiceDirectory _directory = new();

    private string Path => System.IO.Path.Combine(_directory.Path, "rules.json");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void What_is_written_down_is_read()
    {
        File.WriteAllText(Path, Good);

        RulesFile.TryRead(Path, out var rules, out var error).Should().BeTrue(error);

        rules.Should().BeEquivalentTo(new MatchingRules("2026-11", "names", 0.95m, ["description", "reference"], ["deposit"]));
    }

    [Fact]
    public void The_built_in_rules_can_be_written_down()
    {
        RulesForm.Of(MatchingRules.BuiltIn).ToRules().Should().BeEquivalentTo(MatchingRules.BuiltIn);
    }

    [Theory]
    [InlineData("", "it is not JSON", "JSON")]
    [InlineData("[]", "it is no object", "body must be an object")]
    [InlineData("""{"version":"a","threshold":1,"method":"names","minScore":1,"fields":["description"],"types":["deposit"]}""", "a member is unknown", "threshold is not known here")]
    [InlineData("""{"version":"a","version":"b","method":"names","minScore":1,"fields":["description"],"types":["deposit"]}""", "a member is there twice", "version stands there more than once")]
    [InlineData("""{"version":"a","method":"guess","minScore":1,"fields":["description"],"types":["deposit"]}""", "the method is unknown", "method must be one of names, exact-names")]
    [InlineData("""{"version":"a","method":"names","minScore":1.01,"fields":["description"],"types":["deposit"]}""", "the score is none", "minScore must be a number from 0 to 1")]
    [InlineData("""{"version":"a","method":"names","fields":["description"],"types":["deposit"]}""", "the score is missing", "minScore must be")]
    [InlineData("""{"version":"a","method":"names","minScore":1,"fields":["name"],"types":["deposit"]}""", "a field is unknown", "fields must be a list of one or more of description, reference")]
    [InlineData("""{"version":"a","method":"names","minScore":1,"fields":["description"],"types":[]}""", "there are no types", "types must be a list")]
    [InlineData("""{"version":"built-in-1","method":"names","minScore":1,"fields":["description"],"types":["deposit"]}""", "it poses as built in", "version begins with built-in-")]
    public void What_is_wrong_with_a_file_is_said_with_its_name(string json, string why, string said)
    {
        File.WriteAllText(Path, json);

        RulesFile.TryRead(Path, out _, out var error).Should().BeFalse(why);

        error.Should().Contain(Path).And.Contain(said);
    }

    [Fact]
    public void A_file_that_is_not_there_or_too_large_is_said_to_be_so()
    {
        RulesFile.TryRead(Path, out _, out var error).Should().BeFalse();
        error.Should().Be($"There is no file {Path}.");

        File.WriteAllText(Path, new string(' ', 70_000));
        RulesFile.TryRead(Path, out _, out error).Should().BeFalse();
        error.Should().Contain("more than 64 KiB");
    }
}
