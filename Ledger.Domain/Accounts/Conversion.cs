using Ledger.Domain.Kernel;

namespace Ledger.Domain.Accounts;

/// <summary>What an amount is in the reporting currency, fixed for ever when it is recorded.</summary>
/// <param name="Amount">In the reporting currency.</param>
/// <param name="Rate">Units of the transaction's currency for one of the reporting currency, as a plain decimal.</param>
/// <param name="RateDate">The day whose rate it is; it may be well before the transaction.</param>
/// <param name="Source">Who published the rate.</param>
public sealed record Conversion(Money Amount, string Rate, DateOnly RateDate, string Source);
