using Ledger.Projections.Matching.Names;

namespace Ledger.Projections.Matching.Candidates;

/// <summary>A user's name as its words, each with its number in the vocabulary.</summary>
internal sealed record Reading(NameWord[] Words, int[] Ids);

internal sealed record ListedUser(string Id, string Name, IReadOnlyList<Reading> Readings);

/// <summary>All users by a small number, with the vocabulary of their names.</summary>
internal sealed class UserTable
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<ListedUser?> _users = [];
    private readonly Stack<int> _free = [];

    public Vocabulary Words { get; } = new();

    public int Count => _numbers.Count;

    /// <summary>One more than the greatest number in use.</summary>
    public int Numbers => _users.Count;

    public ListedUser? this[int number] => _users[number];

    public void Put(string id, string name)
    {
        Remove(id);
        var number = _free.TryPop(out var free) ? free : _users.Count;
        var readings = NameReader.Read(name)
            .Select(words => new Reading(words, [.. words.Select(word => Words.Add(word.Spelling, number))]))
            .ToArray();
        var user = new ListedUser(id, name, readings);
        if (number == _users.Count)
        {
            _users.Add(user);
        }
        else
        {
            _users[number] = user;
        }

        _numbers[id] = number;
    }

    public void Remove(string id)
    {
        if (!_numbers.Remove(id, out var number))
        {
            return;
        }

        foreach (var word in _users[number]!.Readings.SelectMany(reading => reading.Ids))
        {
            Words.Remove(word, number);
        }

        _users[number] = null;
        _free.Push(number);
    }
}
