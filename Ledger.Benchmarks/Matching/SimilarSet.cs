using Bogus;
using Ledger.Projections.Matching.Similar;

namespace Ledger.Benchmarks.Matching;

/// <summary>Transactions as banks word them, each with a reference of its own, from a seed.</summary>
internal sealed class SimilarSet
{
    private static readonly string[] Purposes =
        ["Rent", "Salary", "Electricity bill", "Office supplies", "Consulting services", "Insurance premium", "Travel expenses", "Hosting", "Subscription", "Miete für Wohnung", "Loyer février"];

    private readonly Randomizer _random;
    private readonly Wordings _wordings;
    private readonly string[] _names;

    public SimilarSet(int seed, int people)
    {
        _random = new Randomizer(seed);
        _wordings = new Wordings(_random);
        var made = new People(_random);
        _names = [.. Enumerable.Range(0, people).Select(_ => NameOf(made.Make(_random.Bool(0.1f))))];
    }

    /// <returns>Transactions one after the other, without end.</returns>
    public IEnumerable<DescribedTransaction> Transactions()
    {
        for (var i = 0; ; i++)
        {
            var (name, reference) = (_random.ArrayElement(_names), _wordings.Reference());
            var id = new Guid(i, 0, 0, new byte[8]);
            yield return _random.Int(0, 9) switch
            {
                // The reference stands in its own field.
                0 => new(id, $"{_random.ArrayElement(Purposes)} {name}", reference),
                1 => new(id, $"{_random.ArrayElement(Purposes)} {_random.Int(1, 12)}/{_random.Int(2020, 2026)} {name}", $"{reference}-{i}"),
                _ => new(id, Sentence(name, reference), null),
            };
        }
    }

    private string Sentence(string name, string reference)
    {
        var sentence = _wordings.Around(name);
        return sentence.Any(char.IsAsciiDigit) ? sentence : $"{sentence} {reference}";
    }

    private string NameOf(Person person) => person.OtherScripts.Count > 0 && _random.Bool()
        ? ScriptNames.Join(_random.ListItem([.. person.OtherScripts]), _random) : person.Full;
}
