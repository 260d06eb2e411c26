using System.Runtime.InteropServices;
using Ledger.Projections.Matching.Names;

namespace Ledger.Projections.Matching.Candidates;

/// <summary>
/// The distinct words of all names, each with its users. A word stays when its last user has gone: there are far fewer words than users, and
/// most come back.
/// </summary>
internal sealed class Vocabulary
{
    private readonly Dictionary<NameSpelling, int> _ids = [];
    private readonly List<Entry> _entries = [];

    public GramIndex Grams { get; } = new();

    public SkeletonIndex Skeletons { get; } = new();

    public int Count => _entries.Count;

    /// <summary>Whether any name was ever written in another script.</summary>
    public bool HasForeign { get; private set; }

    public NameSpelling this[int word] => _entries[word].Spelling;

    public ReadOnlySpan<int> UsersOf(int word) => CollectionsMarshal.AsSpan(_entries)[word].Users.Items;

    /// <summary>The words that this one is a nickname, or another form, of.</summary>
    public ReadOnlySpan<int> FormsOf(int word) => CollectionsMarshal.AsSpan(_entries)[word].Forms.Items;

    /// <returns>The word's number; -1 if no name ever had it.</returns>
    public int Find(NameSpelling word) => _ids.GetValueOrDefault(word, -1);

    public bool IsUsed(string letters) => Find(new NameSpelling(letters, false)) is >= 0 and var id && UsersOf(id).Length > 0;

    public int Add(NameSpelling word, int user)
    {
        var id = Ensure(word);
        if (!word.Foreign && !_entries[id].HasForms)
        {
            AddForms(word, id);
        }

        ref var entry = ref CollectionsMarshal.AsSpan(_entries)[id];
        entry.HasForms = true;
        entry.Users.Add(user);
        return id;
    }

    public void Remove(int word, int user) => CollectionsMarshal.AsSpan(_entries)[word].Users.Remove(user);

    private void AddForms(NameSpelling word, int id)
    {
        foreach (var other in Nicknames.Of(word.Letters))
        {
            var form = Ensure(new NameSpelling(other, false));
            CollectionsMarshal.AsSpan(_entries)[form].Forms.Add(id);
        }
    }

    private int Ensure(NameSpelling word)
    {
        ref var id = ref CollectionsMarshal.GetValueRefOrAddDefault(_ids, word, out var known);
        if (!known)
        {
            id = _entries.Count;
            HasForeign |= word.Foreign;
            _entries.Add(new Entry(word));
            Grams.Add(word.Letters, id);
            Skeletons.Add(word.Letters, id);
        }

        return id;
    }

    private struct Entry(NameSpelling spelling)
    {
        public readonly NameSpelling Spelling = spelling;
        public IntList Users;
        public IntList Forms;
        public bool HasForms;
    }
}
