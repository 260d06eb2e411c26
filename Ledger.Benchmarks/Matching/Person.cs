using Bogus;

namespace Ledger.Benchmarks.Matching;

/// <summary>A person as a passport has it, and how the name is written in another script where that is known.</summary>
internal sealed record Person(string First, string Last, IReadOnlyList<(string First, string Last)> OtherScripts)
{
    public string Full => $"{First} {Last}";
}

/// <summary>Makes people with names of several countries.</summary>
internal sealed class People(Randomizer random)
{
    private static readonly string[] Locales = ["en", "en", "en", "en_GB", "de", "fr", "es", "it", "pl", "sv", "nl", "pt_BR", "cz"];

    /// <param name="scripts">Whether the name is to be known in other scripts.</param>
    public Person Make(bool scripts)
    {
        if (scripts)
        {
            return random.Bool(0.75f) ? ScriptNames.Western(random) : ScriptNames.Native(random);
        }

        var faker = new Faker(random.ArrayElement(Locales)) { Random = random };
        return new Person(faker.Name.FirstName(), faker.Name.LastName(), []);
    }
}
