using System.Runtime.InteropServices;
using Ledger.Projections.Matching.Similar.Storage;

namespace Ledger.Projections.Matching.Similar;

/// <summary>The transactions that have a text, the newest first.</summary>
internal sealed class TransactionLists
{
    private const int End = -1;
    private readonly PagedList<Guid> _ids = new();
    private readonly PagedList<int> _newest = new();
    private readonly PagedList<Link> _links = new();

    public int Count => _ids.Count;

    /// <returns>Its number; later ones have higher numbers.</returns>
    public int Add(Guid id) => _ids.Add(id);

    public Guid IdOf(int transaction) => _ids[transaction];

    /// <param name="text">One that is there, or the next.</param>
    /// <param name="asWritten">A hash of the text as it is written.</param>
    public void Link(int text, int transaction, int asWritten)
    {
        if (text == _newest.Count)
        {
            _newest.Add(End);
        }

        _newest[text] = _links.Add(new(transaction, _newest[text], asWritten));
    }

    public int NewestOf(int text) => _links[_newest[text]].Transaction;

    public IEnumerable<(int Transaction, int AsWritten)> Of(int text)
    {
        for (var link = _newest[text]; link != End;)
        {
            var (transaction, older, asWritten) = _links[link];
            yield return (transaction, asWritten);
            link = older;
        }
    }
}

[StructLayout(LayoutKind.Auto)]
internal readonly record struct Link(int Transaction, int Older, int AsWritten);
