print("awsx")
