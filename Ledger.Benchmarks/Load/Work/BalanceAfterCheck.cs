using Ledger.Benchmarks.Load.Wire;

namespace Ledger.Benchmarks.Load.Work;

/// <summary>
/// Looks at the balance that each answer names. Where nothing else was under way on the account it is known to the cent; otherwise it
/// is at least not below zero, and not below what was just paid in.
/// </summary>
internal sealed class BalanceAfterCheck
{
    private const int Shown = 10;
    private readonly List<string> _first = [];

    /// <summary>Answers that were compared to the cent.</summary>
    public long Exact { get; private set; }

    public long Implausible { get; private set; }

    public IReadOnlyList<string> First => _first;

    public void Accepted(AccountBook book, int account, long change, bool alone, ReadOnlySpan<byte> balance)
    {
        bool read = Digits.TryReadCents(balance, out long cents);
        bool plausible = read && cents >= Math.Max(0, change) && (!alone || cents == book.Acknowledged(account));
        Count(plausible, alone, book, account, change, balance);
    }

    public void Refused(AccountBook book, int account, long change, bool alone, ReadOnlySpan<byte> balance)
    {
        bool read = Digits.TryReadCents(balance, out long cents);
        bool plausible = read && change < 0 && cents + change < 0 && (!alone || cents == book.Acknowledged(account));
        Count(plausible, alone, book, account, change, balance);
    }

    private void Count(bool plausible, bool alone, AccountBook book, int account, long change, ReadOnlySpan<byte> balance)
    {
        Exact += alone ? 1 : 0;
        if (plausible)
        {
            return;
        }

        Implausible++;
        if (_first.Count < Shown)
        {
            string said = balance.IsEmpty ? "no balance" : System.Text.Encoding.UTF8.GetString(balance);
            _first.Add($"{book.IdOf(account)}: the answer to {Digits.Text(change)} says {said}, acknowledged so far {Digits.Text(book.Acknowledged(account))}");
        }
    }
}
