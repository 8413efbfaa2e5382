"""Invented people, schools and sentences in Traditional Chinese; every name says that it is an example."""

from __future__ import annotations

from random import Random

SURNAMES = "陳林黃張李王吳劉蔡楊許鄭謝郭洪邱曾廖賴徐周葉蘇莊呂江何蕭羅高潘簡朱鍾彭游詹胡施沈余盧梁趙顏柯翁魏孫戴"
GIVEN = "怡雅志家冠宗俊淑美惠文建明宏承佳欣宜庭育柏翰品妤子軒宇安心映潔秉均昱晴若彤芷瑜書瑋哲維詠恩立德培蓉筱涵孟穎"
ROMAN_SURNAMES = """
    Chen Lin Huang Chang Li Wang Wu Liu Tsai Yang Hsu Cheng
""".split()
ROMAN_GIVEN = """
    Yi-Chun Chia-Hao Ya-Ting Chih-Ming Mei-Ling Kuan-Yu Shu-Fen Po-Han Hsin-Yi Ting-Wei
""".split()
COUNTIES = """
    臺北市 新北市 桃園市 臺中市 臺南市 高雄市 基隆市 新竹市 嘉義市 宜蘭縣 新竹縣 苗栗縣
    彰化縣 南投縣 雲林縣 嘉義縣 屏東縣 臺東縣 花蓮縣 澎湖縣 金門縣 連江縣
""".split()
PLACES = """
    青禾 松濤 海港 山城 鐵橋 稻埕 河岸 燈塔 竹圍 石梯 新墾 北灣 南嶺 東澳 西螺溪 湖光
""".split()
CRAFTS = """
    板金 銲接 車床 冷作 機電整合 工業配線 空調維修 電動車維修 無人機 電腦輔助製圖
    建築木工 砌磚 水電 測量 中餐烹調 西點烘焙 飲料調製 餐旅服務 美髮 美容 服裝打版 織品
    陶藝 漆藝 印前製作 平面設計 動畫 室內裝修 花卉 茶葉製作 養蜂 水產養殖 船舶輪機
    長照服務 幼兒照顧 會計資訊 電子商務 冷鏈物流 資訊安全 智慧農業
""".split()
WAYS = """
    師傅進校一學期 夜間工坊 跨校共用實習 反向實習 分級闖關題庫 學長姐帶練 一人一機練習法
    錯誤博物館 社區接案課 企業出題工作坊 模組化教材包 線上共備讀書會 週末職人課
    返鄉實作營 新住民雙語教室 轉職者銜接班
""".split()
ENGLISH_WAYS = ("A master's term", "Night workshop", "Shared practice", "One machine each", "Museum of errors")
ENGLISH_CRAFTS = ("welders", "bakers", "carpenters", "weavers", "farmers", "machinists", "printers")
SENTENCES = (
    "我們先用兩週觀察學生在哪一步卡住，再把那一步拆成三個可以單獨練的動作。",
    "每次練習前先看一段九十秒的示範，練完互相拍照，隔天由另一班回信。",
    "材料費一學期大約每人六百元，多數可以用回收料代替。",
    "師傅只在關鍵的四次進教室，其他時間由老師依手冊帶。",
    "第一年有三成學生中途放棄，後來把檢核點從四個改成九個，情況就好了。",
    "合作的工廠每月提供一批真實的不良品，學生要寫出判斷與修正的理由。",
    "期末請外校老師照著同一份量表來看，分數差距在一級以內才算數。",
    "偏鄉學校借用移動工作車，三所學校輪流，一週兩天。",
    "學生把自己的錯誤做成卡片，放在走廊上，下一屆從這些卡片開始。",
    "家長最擔心安全，所以我們把防護步驟拍成圖，貼在每一台機器旁邊。",
    "從一班擴到全年級時，最先不夠的是助教，不是設備。",
    "檢定通過率從五成四提高到七成八，重考的人平均少花三週。",
    "做得起來的條件有三個：固定的共備時間、一間可以放得亂的教室、願意讓學生犯錯的主管。",
    "企業願意再來，是因為學生第一天就聽得懂現場在說什麼。",
    "換一個職類也能做：把題目換掉，流程與表單都不用改。",
    "我們每週只改一件事，改完就記下來，三年下來有一百一十二條紀錄。",
)  # fmt: skip
JURY_WORDS = (
    "步驟寫得清楚，別的學校照著做得起來。成本的部分可以再拆細一點，方便小校評估。",
    "現場的困難講得很誠實，這是最有價值的地方。建議補上沒有成功的班級是怎麼處理的。",
    "證據有前後對照，也說明了怎麼量。若能附上學生作品會更有說服力。",
    "合作單位的角色很明確。擴大到其他縣市時，師資從哪裡來，可以多寫一段。",
    "構想很好，不過時間還短，看不出第二年能不能維持。期待明年再看到後續。",
)  # fmt: skip


def name(chance: Random) -> str:
    """A person's name in Chinese."""
    return chance.choice(SURNAMES) + "".join(chance.sample(GIVEN, 2))


def name_en(chance: Random) -> str:
    return f"{chance.choice(ROMAN_SURNAMES)} {chance.choice(ROMAN_GIVEN)}"


def school(chance: Random) -> tuple[str, str]:
    """An invented school or company and its county."""
    county = chance.choice(COUNTIES)
    kind = chance.choice(("示範高工", "示範家商", "示範科大", "示範國中", "示範農工", "示範企業", "示範協會"))
    return f"{county[:2]}{chance.choice(PLACES)}{kind}", county


def title(chance: Random) -> str:
    return f"{chance.choice(CRAFTS)}的{chance.choice(WAYS)}"


def english_title(chance: Random) -> str:
    return f"{chance.choice(ENGLISH_WAYS)} for {chance.choice(ENGLISH_CRAFTS)}"


def text(chance: Random, *, most: int) -> str:
    """Some sentences of at most about `most` 字."""
    chosen: list[str] = []
    for sentence in chance.sample(SENTENCES, len(SENTENCES)):
        if sum(map(len, chosen)) + len(sentence) > most * 0.9:
            break
        chosen.append(sentence)
    return "".join(chosen) or chance.choice(CRAFTS)[:most]
