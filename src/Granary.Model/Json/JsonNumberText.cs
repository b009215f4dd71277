namespace Granary.Model.Json;

/// <summary>The spelling of numbers in JSON: RFC 8259, section 6.</summary>
static class JsonNumberText
{
    public static bool IsNumber(string s)
    {
        var at = s.StartsWith('-') ? 1 : 0;
        var whole = Digits(s, ref at);
        if (whole == 0 || (whole > 1 && s[at - whole] == '0'))
            return false;
        if (at < s.Length && s[at] == '.')
        {
            at++;
            if (Digits(s, ref at) == 0)
                return false;
        }

        if (at < s.Length && s[at] is 'e' or 'E')
        {
            at++;
            if (at < s.Length && s[at] is '+' or '-')
                at++;
            if (Digits(s, ref at) == 0)
                return false;
        }

        return at == s.Length;
    }

    static int Digits(string s, ref int at)
    {
        var start = at;
        while (at < s.Length && char.IsAsciiDigit(s[at]))
            at++;
        return at - start;
    }
}
