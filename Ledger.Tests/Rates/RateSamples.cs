using Ledger.Domain.Kernel;
using Ledger.Domain.Rates;

namespace Ledger.Tests.Rates;

internal static class RateSamples
{
    public static RateFigure Figure(DateOnly day, string code, string rate, string source = "ECB") =>
        new(day, Currency.Parse(code), ExchangeRate.TryParse(rate, out var parsed) ? parsed : throw new FormatException(rate), source);

    /// <summary>A feed of one day in the form of the European Central Bank's.</summary>
    public static string Feed(string day, params (string Code, string Rate)[] rates) =>
        $"""
         <?xml version="1.0" encoding="UTF-8"?>
         <gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
             <gesmes:subject>Reference rates</gesmes:subject>
             <gesmes:Sender>
                 <gesmes:name>European Central Bank</gesmes:name>
             </gesmes:Sender>
             <Cube>
                 <Cube time='{day}'>
                     {string.Concat(rates.Select(rate => $"<Cube currency='{rate.Code}' rate='{rate.Rate}'/>"))}
                 </Cube>
             </Cube>
         </gesmes:Envelope>
         """;
}
