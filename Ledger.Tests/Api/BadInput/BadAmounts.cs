namespace Ledger.Tests.Api.BadInput;

/// <summary>Amounts that are none, as JSON.</summary>
internal static class BadAmounts
{
    /// <summary>In any currency.</summary>
    private static readonly string[] Everywhere =
    [
        "true", "[]", "[1]", "{}", "-1", "-0.01", "\"-1\"", "1e400", "1e-400", "1e99999", "1e-99999", "1e2147483648", "1e99999999999999999999",
        "1e-99999999999999999999", "9000000000001", "\"9000000000000.01\"", "9223372036854775807", "9223372036854775808", "1e15", "0.001",
        "\"1.000\"", "1.000", "100e-5", "\"NaN\"", "\"Infinity\"", "\"+1\"", "\" 1\"", "\"1 \"", "\"1,5\"", "\"1,000.00\"", "\"1_000\"", "\"\"",
        "\"1e2\"", "\".5\"", "\"5.\"", "\".\"", "\"-\"", "\"--1\"", "\"0x10\"", "\"1.2.3\"", "\"१\"", "\"１\"", "\"1\\u0000\"", "\"\\ud800\"",
        "\"€1\"", "\"1 EUR\"", "\"null\"",
    ];

    private static readonly string[] Zeros = ["0", "\"0\"", "0.00", "\"0.00\"", "-0", "0e5", "0e-99999"];

    private static readonly string[] NoJson = ["NaN", "Infinity", "+1", "01", ".5", "5.", "1,5", "0x10", "1e", "undefined"];

    public static IEnumerable<BadRequest> Of(string route, JsonTemplate valid, string name, bool zeroAllowed)
    {
        var enormous = new string('9', 5000);
        foreach (var json in Everywhere.Concat([enormous, $"\"{enormous}\"", $"0.{enormous}", $"1{new string('0', 200)}e-200"]).Concat(zeroAllowed ? [] : Zeros))
        {
            yield return BadRequest.Body(route, $"{name} is {BadBodies.Short(json)}", valid.With(name, json).ToString(), name);
        }

        foreach (var json in NoJson)
        {
            yield return BadRequest.Malformed(route, $"{name} is {json}", System.Text.Encoding.UTF8.GetBytes(valid.With(name, json).ToString()));
        }

        yield return BadRequest.Body(route, $"{name} is half a yen", valid.With("currency", "\"JPY\"").With(name, "\"0.5\"").ToString(), name);
        yield return BadRequest.Body(route, $"{name} is a yen with a decimal", valid.With("currency", "\"JPY\"").With(name, "1.0").ToString(), name);
        yield return BadRequest.Body(route, $"{name} is a tenth of a fils", valid.With("currency", "\"KWD\"").With(name, "\"0.0001\"").ToString(), name);
    }
}
