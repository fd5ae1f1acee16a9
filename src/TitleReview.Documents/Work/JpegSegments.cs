namespace TitleReview.Documents.Work;

/// <summary>What a JPEG inside a PDF says of itself (camera, place, author, comments) is taken out; the picture is not touched.</summary>
internal static class JpegSegments
{
    /// <summary>Base64 in, base64 out. What does not read like a JPEG is handed back as it was: no viewer shows it either.</summary>
    public static string WithoutWords(string base64)
    {
        var jpeg = Convert.FromBase64String(base64);
        if (jpeg.Length < 4 || jpeg[0] != 0xFF || jpeg[1] != 0xD8) return base64;

        var kept = new MemoryStream(jpeg.Length);
        kept.Write(jpeg, 0, 2);
        var at = 2;
        while (at + 4 <= jpeg.Length && jpeg[at] == 0xFF && jpeg[at + 1] != 0xDA)
        {
            var length = 2 + (jpeg[at + 2] << 8 | jpeg[at + 3]);
            if (at + length > jpeg.Length) return base64;
            // APP14 tells how the colours are coded; every other APPn and the comment are words.
            if (jpeg[at + 1] is not (>= 0xE0 and <= 0xEF and not 0xEE or 0xFE)) kept.Write(jpeg, at, length);
            at += length;
        }

        kept.Write(jpeg, at, End(jpeg) - at);
        return Convert.ToBase64String(kept.GetBuffer(), 0, (int)kept.Length);
    }

    // Nothing after the last end-of-image mark.
    private static int End(byte[] jpeg)
    {
        for (var at = jpeg.Length - 2; at > 0; at--)
            if (jpeg[at] == 0xFF && jpeg[at + 1] == 0xD9) return at + 2;
        return jpeg.Length;
    }
}
