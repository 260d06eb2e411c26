using System.Globalization;
using Bogus;

namespace Ledger.Benchmarks.Samples;

/// <summary>Invents owners of several countries, each with one to three accounts.</summary>
internal sealed class SampleAccounts(Randomizer random)
{
    private const int Owners = 300;
    private static readonly string[] s_locales = ["en", "en", "de", "fr", "sv", "es", "pl", "it"];

    public IReadOnlyList<SampleAccount> Make()
    {
        Faker[] fakers = [.. s_locales.Select(locale => new Faker(locale) { Random = random })];
        var accounts = new List<SampleAccount>();
        for (int i = 1; i <= Owners; i++)
        {
            Faker faker = random.ArrayElement(fakers);
            var owner = new SampleOwner(Id("user", i), $"{faker.Name.FirstName()} {faker.Name.LastName()}");
            SampleCurrency home = Currency();
            int count = random.WeightedRandom([1, 2, 3], [0.5f, 0.35f, 0.15f]);
            for (int n = 0; n < count; n++)
            {
                accounts.Add(Account(Id("acc", accounts.Count + 1), owner, n == 0 ? AccountUse.Current : Other(), n == 2 ? Currency() : home));
            }
        }

        return accounts;
    }

    private static string Id(string kind, int number) => $"{kind}-{number.ToString("D6", CultureInfo.InvariantCulture)}";

    private SampleAccount Account(string id, SampleOwner owner, AccountUse use, SampleCurrency currency)
    {
        bool overdraft = use != AccountUse.Savings && random.Int(1, 100) <= 30;
        return new SampleAccount(id, owner, use, currency, overdraft ? currency.OfEuroCents(random.Int(2, 30) * 10_000L) : 0);
    }

    private AccountUse Other() => random.Int(1, 100) <= 60 ? AccountUse.Savings : AccountUse.Business;

    private SampleCurrency Currency()
    {
        int point = random.Int(1, SampleCurrency.Shares.Sum());
        int at = 0;
        while (point > SampleCurrency.Shares[at])
        {
            point -= SampleCurrency.Shares[at++];
        }

        return SampleCurrency.All[at];
    }
}
