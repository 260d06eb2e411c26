using Bogus;

namespace Ledger.Benchmarks.Matching;

/// <summary>A list of users as it is found in practice: most names are right, some have a fault.</summary>
internal sealed class ListMaker(Randomizer random, Noise noise, string company)
{
    public const string Clean = "as it should be";
    public const string Twice = "twice in the list";
    private readonly List<ListedPerson> _users = [];
    private readonly Dictionary<string, string> _faults = new(StringComparer.Ordinal);
    private readonly HashSet<string> _firsts = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _lasts = new(StringComparer.OrdinalIgnoreCase);

    public IReadOnlyList<ListedPerson> Users => _users;

    public string FaultOf(ListedPerson user) => _faults[user.Id];

    public bool HasFirst(string first) => _firsts.Contains(first);

    public bool HasLast(string last) => _lasts.Contains(last);

    public void Fill(People people, int count)
    {
        Add(company, new Person(company, company, []), "decoy");
        Add($"{company[..3]} {people.Make(false).Last}", new Person(company[..3], "Decoy", []), "decoy");
        Add(random.Bool() ? string.Empty : "  ", new Person("-", "-", []), "decoy");
        while (_users.Count < count)
        {
            var person = people.Make(random.Bool(0.3f));
            if (_firsts.Contains(person.First) && (random.Bool(0.7f) || _lasts.Contains(person.Last)))
            {
                continue;
            }

            var fault = random.Bool(0.7f) ? Clean : random.ArrayElement(Faults);
            Add(Written(person, fault), person, fault);
            if (fault == Twice)
            {
                Add(random.Bool() ? person.Full : noise.MixedCase(person.Full), person, Twice);
            }
        }
    }

    private static readonly string[] Faults =
        ["misspelt", "single name", "initial for surname", "glued", "signs", "digits", "other script", "title", "swapped", Twice];

    private string Written(Person person, string fault) => fault switch
    {
        "misspelt" => random.Int(0, 3) switch
        {
            0 => noise.Missing(person.Full),
            1 => noise.Doubled(person.Full),
            2 => noise.Swapped(person.Full),
            _ => noise.BlankInside(person.Full),
        },
        "single name" when !HasFirst(person.First) => person.First,
        "initial for surname" when !HasFirst(person.First) => $"{person.First} {person.Last[0]}",
        "glued" => noise.Glued(person.Full),
        "signs" => random.Bool() ? noise.SignsInside(person.Full) : noise.InsteadOfBlank(person.Full),
        "digits" => noise.Leet(person.Full),
        "other script" when person.OtherScripts.Count > 0 => ScriptNames.Join(random.ListItem([.. person.OtherScripts]), random),
        "title" => noise.Title(person.Full),
        "swapped" => random.Bool() ? $"{person.Last} {person.First}" : $"{person.Last}, {person.First}",
        _ => person.Full,
    };

    private void Add(string written, Person person, string fault)
    {
        var user = new ListedPerson($"u{_users.Count}", written, person);
        _users.Add(user);
        _faults[user.Id] = fault;
        _firsts.Add(person.First);
        _lasts.Add(person.Last);
    }
}
