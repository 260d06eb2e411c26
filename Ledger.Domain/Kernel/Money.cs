namespace Ledger.Domain.Kernel;

/// <summary>
/// An exact amount: an integer count of the currency's minor units. Sums are checked.
/// </summary>
/// <param name="MinorUnits">Cents for EUR, yen for JPY, fils for KWD.</param>
/// <param name="Currency">The currency of the amount.</param>
public readonly record struct Money(long MinorUnits, Currency Currency) : IComparable<Money>
{
    public bool IsNegative => MinorUnits < 0;

    public static Money Zero(Currency currency) => new(0, currency);

    /// <exception cref="OverflowException">The sum does not fit 64 bits.</exception>
    /// <exception cref="MixedCurrenciesException">The currencies differ.</exception>
    public static Money operator +(Money left, Money right) =>
        new(checked(left.MinorUnits + right.MinorUnits), Same(left, right));

    /// <inheritdoc cref="op_Addition"/>
    public static Money operator -(Money left, Money right) =>
        new(checked(left.MinorUnits - right.MinorUnits), Same(left, right));

    public static Money operator -(Money money) => money with { MinorUnits = checked(-money.MinorUnits) };

    public static bool operator <(Money left, Money right) => left.CompareTo(right) < 0;

    public static bool operator >(Money left, Money right) => left.CompareTo(right) > 0;

    public static bool operator <=(Money left, Money right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Money left, Money right) => left.CompareTo(right) >= 0;

    /// <exception cref="MixedCurrenciesException">The currencies differ.</exception>
    public int CompareTo(Money other)
    {
        _ = Same(this, other);
        return MinorUnits.CompareTo(other.MinorUnits);
    }

    /// <summary>The amount with the currency, as it is stored: <c>12.75 EUR</c>.</summary>
    public override string ToString() => Currency is null ? "no money" : $"{MoneyText.Amount(this)} {Currency.Code}";

    private static Currency Same(Money left, Money right) =>
        ReferenceEquals(left.Currency, right.Currency)
            ? left.Currency
            : throw new MixedCurrenciesException($"An amount in {left.Currency} cannot be reckoned up with one in {right.Currency}.");
}

/// <summary>Two amounts in different currencies met in one sum or comparison: a bug, never an answer to a client.</summary>
public sealed class MixedCurrenciesException(string message) : InvalidOperationException(message);
