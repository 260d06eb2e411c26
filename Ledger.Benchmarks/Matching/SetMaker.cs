using Bogus;
using Ledger.Projections.Matching.Names;

namespace Ledger.Benchmarks.Matching;

/// <summary>Makes lists of users and descriptions with known answers from a seed.</summary>
internal sealed class SetMaker
{
    private const int UsersOfAList = 45;
    private readonly Randomizer _random;
    private readonly Noise _noise;
    private readonly Wordings _wordings;
    private readonly People _people;
    private readonly ListMaker _list;
    private readonly List<ListedPerson> _named;

    private SetMaker(int seed)
    {
        _random = new Randomizer(seed);
        (_noise, _wordings, _people) = (new Noise(_random), new Wordings(_random), new People(_random));
        _list = new ListMaker(_random, _noise, _wordings.Company);
        _list.Fill(_people, UsersOfAList);
        _named = [.. _list.Users.Where(user => _list.FaultOf(user) != "decoy")];
    }

    /// <returns>A list of users for each hundred cases.</returns>
    public static IEnumerable<MatchingSet> Make(int seed, int cases) =>
        Enumerable.Range(0, (cases + 99) / 100).Select(i => new SetMaker(unchecked((seed * 10_007) + i)).Make(Math.Min(100, cases - (i * 100))));

    private MatchingSet Make(int cases)
    {
        var made = new List<MatchingCase>();
        for (var i = 0; made.Count < cases; i++)
        {
            var one = i % 8 == 7 ? Unnamed(i / 8) : Named(i);
            if (one is not null)
            {
                made.Add(one);
            }
        }

        return new MatchingSet(_list.Users, made);
    }

    private MatchingCase? Named(int i)
    {
        var user = _random.ListItem(_named);
        var fault = _list.FaultOf(user);
        var meant = _named.Where(other => other.Person.Full == user.Person.Full).Select(other => other.Id).ToList();
        if (fault != ListMaker.Clean && _random.Bool(0.7f))
        {
            return new MatchingCase($"list: {fault}", _wordings.Around(user.Person.Full), meant);
        }

        var kind = Kinds[i % Kinds.Length];
        if (kind.StartsWith("glued", StringComparison.Ordinal) && fault == "single name")
        {
            return null;
        }

        return Description(kind, user.Person, fault) is { } description ? new MatchingCase(kind, description, meant) : null;
    }

    private static readonly string[] Kinds =
    [
        "clean", "letter missing", "letter doubled", "letters swapped", "digits for letters", "signs inside", "digits inside", "sign for blank",
        "blank inside", "glued name", "glued to words", "mixed case", "accents", "look-alikes", "title", "middle name", "swapped names", "torn apart",
        "nickname", "initial", "single name", "other script", "two faults",
    ];

    private string? Description(string kind, Person person, string fault) => kind switch
    {
        "clean" => _wordings.Around(person.Full),
        "letter missing" => _wordings.Around(_noise.Missing(person.Full)),
        "letter doubled" => _wordings.Around(_noise.Doubled(person.Full)),
        "letters swapped" => _wordings.Around(_noise.Swapped(person.Full)),
        "digits for letters" => _wordings.Around(_noise.Leet(person.Full)),
        "signs inside" => _wordings.Around(_noise.SignsInside(person.Full)),
        "digits inside" => _wordings.Around(_noise.DigitsInside(person.Full)),
        "sign for blank" => _wordings.Around(_noise.InsteadOfBlank(person.Full)),
        "blank inside" => _wordings.Around(_noise.BlankInside(person.Full)),
        "glued name" => _wordings.Around(_noise.Glued(person.Full)),
        "glued to words" => _wordings.Glued(_noise.Glued(person.Full)),
        "mixed case" => _wordings.Around(_noise.MixedCase(person.Full)),
        "accents" => _wordings.Around(_noise.Accents(person.Full)),
        "look-alikes" => _wordings.Around(_noise.LookAlikes(person.Full)),
        "title" => _wordings.Around(_noise.Title(person.Full)),
        "middle name" => _wordings.Around(_noise.Middle(person, _people.Make(false).First)),
        "swapped names" => _wordings.Around(_random.Bool() ? $"{person.Last} {person.First}" : $"{person.Last}, {person.First}"),
        "torn apart" => _wordings.Torn(person.First, person.Last),
        "nickname" => Nickname(person) is { } nickname ? _wordings.Around($"{nickname} {person.Last}") : null,
        "initial" => IsLoneLast(person) && fault == ListMaker.Clean ? _wordings.Around($"{person.First[0]}{(_random.Bool() ? "." : "")} {person.Last}") : null,
        "single name" => IsLoneFirst(person) ? $"From {person.First} for {_wordings.Company}, ref {_wordings.Reference()}" : null,
        "other script" => person.OtherScripts.Count > 0 && fault != "single name"
            ? _wordings.Around(ScriptNames.Join(_random.ListItem([.. person.OtherScripts]), _random)) : null,
        _ => fault == ListMaker.Clean ? _wordings.Around(_noise.Swapped(_noise.BlankInside(_noise.Doubled(person.Full)))) : null,
    };

    /// <summary>Of the same table that the matcher has: what is tried is that it uses it, not that it is complete.</summary>
    private string? Nickname(Person person)
    {
        var others = Nicknames.Of(person.First.ToLowerInvariant());
        return others.Length == 0 || _list.FaultOf(_named.First(user => user.Person == person)) != ListMaker.Clean ? null
            : _random.ArrayElement(others) is var chosen ? char.ToUpperInvariant(chosen[0]) + chosen[1..] : null;
    }

    private bool IsLoneFirst(Person person) => !_list.HasLast(person.First) && _named.Where(user => user.Person.First == person.First).All(user => user.Person.Full == person.Full)
        && !_named.Any(user => user.Person.First != person.First && Nicknames.Of(user.Person.First.ToLowerInvariant()).Contains(person.First.ToLowerInvariant()));

    private bool IsLoneLast(Person person) => _named.Where(user => user.Person.Last == person.Last).All(user => user.Person.Full == person.Full);

    private MatchingCase? Unnamed(int i)
    {
        var (stranger, user) = (_people.Make(_random.Bool(0.3f)), _random.ListItem(_named));
        return (i % 4) switch
        {
            0 => new MatchingCase("none: no name", _wordings.WithoutName(), []),
            1 => Known(stranger.First) || _list.HasLast(stranger.Last)
                ? null : new MatchingCase("none: a stranger", _wordings.Around(stranger.Full), []),
            2 => _list.FaultOf(user) is "single name" or "initial for surname" || _list.HasLast(stranger.Last) || !IsLoneFirst(user.Person)
                ? null : new MatchingCase("none: shared first name", _wordings.Around($"{user.Person.First} {stranger.Last}"), []),
            _ => Known(stranger.First)
                ? null : new MatchingCase("none: shared surname", _wordings.Around($"{stranger.First} {user.Person.Last}"), []),
        };
    }

    private bool Known(string first) => _list.HasFirst(first) || Nicknames.Of(first.ToLowerInvariant()).Any(_list.HasFirst);
}
