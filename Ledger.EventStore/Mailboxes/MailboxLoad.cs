using System.Runtime.InteropServices;

namespace Ledger.EventStore.Mailboxes;

/// <summary>How much work mailboxes have before them.</summary>
/// <param name="Open">Mailboxes that are kept in memory.</param>
/// <param name="Waiting">Orders that wait in all of them.</param>
/// <param name="Longest">Orders that wait in the one in which the most do.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct MailboxLoad(int Open, long Waiting, int Longest)
{
    /// <summary>What several kinds of mailboxes have before them together.</summary>
    public MailboxLoad With(MailboxLoad other) => new(Open + other.Open, Waiting + other.Waiting, Math.Max(Longest, other.Longest));
}
