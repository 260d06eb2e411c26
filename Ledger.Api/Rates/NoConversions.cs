using Ledger.Domain.Accounts;
using Ledger.Domain.Kernel;

namespace Ledger.Api.Rates;

/// <summary>Nothing is converted.</summary>
internal sealed class NoConversions : IConversions
{
    public Conversion? Of(Money amount, DateTimeOffset effectiveAt) => null;
}
