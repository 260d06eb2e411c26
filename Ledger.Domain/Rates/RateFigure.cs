using Ledger.Domain.Kernel;

namespace Ledger.Domain.Rates;

/// <summary>One published figure.</summary>
/// <param name="Day">The day that it was fixed for.</param>
/// <param name="Rate">Units of the currency for one euro.</param>
/// <param name="Source">Who published it.</param>
public sealed record RateFigure(DateOnly Day, Currency Currency, ExchangeRate Rate, string Source);
