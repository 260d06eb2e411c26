using System.Globalization;
using Bogus;

namespace Ledger.Benchmarks.Samples;

/// <summary>What an account would like to post over two months of 2025, not yet asking whether the money is there. Amounts in euro cents.</summary>
internal sealed class SampleWishes(Randomizer random, IReadOnlyList<SampleAccount> accounts)
{
    private static readonly DateTimeOffset s_firstDay = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly string[] s_shops = ["Corner Market", "Green Basket", "Harbour Foods", "Mill Street Bakery", "Sunny Grocer", "Café Lumière", "Fröhlich Drogerie"];
    private static readonly string[] s_things = ["bookshop", "cinema tickets", "train ticket", "pharmacy", "petrol station", "restaurant", "hardware store", "shoes"];
    private readonly Faker _faker = new("en") { Random = random };

    public IEnumerable<SampleWish> Of(SampleAccount account)
    {
        DateTimeOffset start = s_firstDay.AddDays(random.Int(0, 300));
        return account.Use switch
        {
            AccountUse.Savings => Savings(account, start),
            AccountUse.Business => Business(start),
            _ => Current(start),
        };
    }

    private IEnumerable<SampleWish> Current(DateTimeOffset start)
    {
        string employer = _faker.Company.CompanyName();
        long salary = random.Int(1_600, 5_200) * 100L;
        long rent = salary * random.Int(22, 38) / 100 / 1000 * 1000;
        for (int month = 0; month < 2; month++)
        {
            DateTimeOffset first = start.AddDays(month * 30);
            string named = first.ToString("MMMM yyyy", CultureInfo.InvariantCulture);
            yield return In(salary, Time(first, 0, 1), $"Salary {named}, {employer}", Reference("SAL", first), ("category", "salary"));
            yield return Out(rent, Time(first, 2, 4), $"Rent {named}", Reference("RENT", first), ("category", "housing"));
            yield return Out(random.Int(2_500, 12_000), Time(first, 5, 9), $"Electricity, customer {random.Int(100_000, 999_999)}", Reference("EL", first));
        }

        for (int i = random.Int(2, 4); i > 0; i--)
        {
            yield return Out(random.Int(450, 9_800), Time(start, 2, 58), $"Groceries {random.ArrayElement(s_shops)}", null, ("category", "groceries"));
        }

        for (int i = random.Int(1, 4); i > 0; i--)
        {
            yield return Out(
                random.Int(300, 18_000),
                Time(start, 2, 58),
                $"Card {random.Int(1000, 9999)} {random.ArrayElement(s_things)}",
                null,
                ("channel", "card"),
                ("terminal", $"T-{random.Int(10_000, 99_999)}"));
        }

        if (random.Int(1, 100) <= 40)
        {
            yield return In(random.Int(10, 150) * 100L, Time(start, 3, 58), $"Thank you for the evening, {NameAsWritten()}", null);
        }
    }

    private IEnumerable<SampleWish> Savings(SampleAccount account, DateTimeOffset start)
    {
        long monthly = random.Int(5, 60) * 1000L;
        yield return In(monthly * random.Int(2, 20), Time(start, 0, 0), $"Opening deposit {account.Owner.Name}", null);
        for (int month = 0; month < 5; month++)
        {
            yield return In(monthly, Time(start.AddDays(month * 12), 1, 2), $"Standing order savings {month + 1}", Reference("SO", start.AddDays(month * 12)));
        }

        for (int i = random.Int(0, 2); i > 0; i--)
        {
            yield return Out(monthly * random.Int(1, 3), Time(start, 20, 59), "Transfer to own account", null);
        }
    }

    private IEnumerable<SampleWish> Business(DateTimeOffset start)
    {
        for (int i = random.Int(6, 10); i > 0; i--)
        {
            int invoice = random.Int(10_000, 99_999);
            yield return In(
                random.Int(8_000, 480_000), Time(start, 0, 58), $"Invoice {invoice} {NameAsWritten()}", $"INV-{invoice}", ("invoice", $"{invoice}"));
        }

        for (int i = random.Int(4, 8); i > 0; i--)
        {
            yield return Out(random.Int(1_500, 90_000), Time(start, 5, 59), $"Supplies {_faker.Company.CompanyName()}", $"PO-{random.Int(1000, 9999)}");
        }

        yield return Out(random.Int(20_000, 120_000), Time(start, 40, 59), "Value added tax, advance payment", Reference("VAT", start), ("category", "tax"));
    }

    /// <summary>People are named in descriptions in more than one way.</summary>
    private string NameAsWritten()
    {
        string name = accounts[random.Int(0, accounts.Count - 1)].Owner.Name;
        int blank = name.IndexOf(' ');
        return random.Int(1, 4) switch
        {
            1 => name.ToUpperInvariant(),
            2 => $"{name[(blank + 1)..]}, {name[..blank]}",
            3 => $"{name[0]}. {name[(blank + 1)..]}",
            _ => name,
        };
    }

    private DateTimeOffset Time(DateTimeOffset start, int fromDay, int toDay) =>
        start.AddDays(random.Int(fromDay, toDay)).AddSeconds(random.Int(6 * 3600, 22 * 3600));

    private static string Reference(string kind, DateTimeOffset day) => $"{kind}-{day.ToString("yyyy-MM", CultureInfo.InvariantCulture)}";

    private static SampleWish In(long cents, DateTimeOffset at, string description, string? reference, params (string, string)[] metadata) =>
        new(Deposit: true, cents, at, description, reference, metadata);

    private static SampleWish Out(long cents, DateTimeOffset at, string description, string? reference, params (string, string)[] metadata) =>
        new(Deposit: false, cents, at, description, reference, metadata);
}

internal sealed record SampleWish(
    bool Deposit, long EuroCents, DateTimeOffset At, string Description, string? Reference, IReadOnlyList<(string Name, string Value)> Metadata);
