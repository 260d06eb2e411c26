using System.Runtime.InteropServices;
using Ledger.EventStore.Serialization;

namespace Ledger.Projections.Audit;

/// <summary>What changes in an account's row with its events.</summary>
/// <param name="Balance">In minor units.</param>
/// <param name="Held">In minor units.</param>
/// <param name="LastActivityAt">In microseconds since 1970.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct AccountFigures(long Balance, long Held, string Status, long Revision, Chain Chain, long LastActivityAt);
